package io.weft.sink.decode;

/** The numbers by which Debezium tells the infinities of dates and times. */
public final class Infinity {

  /** In microseconds. */
  static final long TIMESTAMP = 9223372036825200000L;

  static final long MINUS_TIMESTAMP = -9223372036832400000L;

  /** In days. */
  static final int DATE = -2147472692;

  static final int MINUS_DATE = -2147472691;

  /**
   * The last day that PostgreSQL knows, 5874897-12-31; what lies behind it is infinity in other
   * words.
   */
  static final int LAST_DATE = 2145042905;

  private Infinity() {}

  /** Whether microseconds since 1970 stand for infinity. */
  public static boolean isOfTimestamp(long micros) {
    return micros == TIMESTAMP;
  }

  /** Whether microseconds since 1970 stand for minus infinity. */
  public static boolean isMinusOfTimestamp(long micros) {
    return micros == MINUS_TIMESTAMP;
  }

  /** Whether days since 1970 stand for infinity. */
  public static boolean isOfDate(long days) {
    return days == DATE || days > LAST_DATE;
  }

  /** Whether days since 1970 stand for minus infinity. */
  public static boolean isMinusOfDate(long days) {
    return days == MINUS_DATE;
  }
}
