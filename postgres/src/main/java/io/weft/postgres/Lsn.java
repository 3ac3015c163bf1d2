package io.weft.postgres;

/**
 * A position in PostgreSQL's write-ahead log, in bytes since its beginning. Ordered as unsigned
 * numbers, as the type {@code pg_lsn} is.
 *
 * @param value the position as 64 unsigned bits; 0 is "invalid" in PostgreSQL and here stands for
 *     "before everything"
 */
public record Lsn(long value) implements Comparable<Lsn> {

  /** Before every position that a server hands out ({@code InvalidXLogRecPtr}). */
  public static final Lsn NONE = new Lsn(0);

  /**
   * Reads PostgreSQL's text form.
   *
   * @param text two hexadecimal numbers with a slash between them, such as {@code 16/B374D848}
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    try {
      if (slash > 0) {
        long high = Long.parseUnsignedLong(text.substring(0, slash), 16);
        long low = Long.parseUnsignedLong(text.substring(slash + 1), 16);
        if (high >>> 32 == 0 && low >>> 32 == 0) {
          return new Lsn(high << 32 | low);
        }
      }
    } catch (NumberFormatException e) {
      throw malformed(text, e);
    }
    throw malformed(text, null);
  }

  private static IllegalArgumentException malformed(String text, NumberFormatException cause) {
    return new IllegalArgumentException(
        "Not an LSN: '" + text + "'; expected two hexadecimal numbers such as 16/B374D848", cause);
  }

  /** Whether this position lies behind the other one. */
  public boolean isAfter(Lsn other) {
    return compareTo(other) > 0;
  }

  /**
   * The number of bytes of log from the other position up to this one; negative if this is the
   * earlier one.
   */
  public long bytesSince(Lsn other) {
    return value - other.value;
  }

  /** The later of the two. */
  public Lsn max(Lsn other) {
    return isAfter(other) ? this : other;
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  /** PostgreSQL's text form. */
  @Override
  public String toString() {
    return String.format("%X/%X", value >>> 32, value & 0xFFFFFFFFL);
  }
}
