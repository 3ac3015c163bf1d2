package io.weft.sink.encode;

import io.weft.sink.decode.Infinity;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Dates and times. PostgreSQL counts days and microseconds from the beginning of 2000, and has the
 * greatest and the least number stand for the infinities (src/include/datatype/timestamp.h).
 */
final class TimeForms {

  private static final long EPOCH_DAYS = LocalDate.of(2000, 1, 1).toEpochDay();
  private static final long MICROS_OF_DAY = 86_400_000_000L;
  private static final long EPOCH_MICROS = EPOCH_DAYS * MICROS_OF_DAY;
  private static final long EPOCH_SECONDS = EPOCH_DAYS * 86_400L;
  private static final int NANOS_OF_MICRO = 1_000;

  private TimeForms() {}

  static BinaryForm find(String schemaName, String type) {
    return switch (schemaName) {
      case "io.debezium.time.Date" ->
          type.equals("date") ? (value, out) -> out.putInt(date((Number) value)) : null;
      case "io.debezium.time.MicroTime" ->
          type.equals("time without time zone") ? (value, out) -> out.putLong((Long) value) : null;
      case "io.debezium.time.MicroTimestamp" ->
          type.equals("timestamp without time zone")
              ? (value, out) -> out.putLong(timestamp((Long) value))
              : null;
      case "io.debezium.time.ZonedTimestamp" ->
          type.equals("timestamp with time zone")
              ? (value, out) -> out.putLong(timestamptz((String) value))
              : null;
      default -> null;
    };
  }

  static int date(Number value) {
    long days = value.longValue();
    if (Infinity.isOfDate(days)) {
      return Integer.MAX_VALUE;
    }
    return Infinity.isMinusOfDate(days) ? Integer.MIN_VALUE : Math.toIntExact(days - EPOCH_DAYS);
  }

  static long timestamp(long micros) {
    if (Infinity.isOfTimestamp(micros)) {
      return Long.MAX_VALUE;
    }
    return Infinity.isMinusOfTimestamp(micros)
        ? Long.MIN_VALUE
        : Math.subtractExact(micros, EPOCH_MICROS);
  }

  /** Reads {@code 2026-11-22T09:08:07.123456Z} without objects; other years and zones by Java. */
  static long timestamptz(String text) {
    int end = text.length() - 1;
    if (end < 19 || end > 26 || text.charAt(end) != 'Z' || !isPlain(text)) {
      return unusual(text);
    }
    long days =
        LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay()
            - EPOCH_DAYS;
    int seconds = digits(text, 11, 13) * 3600 + digits(text, 14, 16) * 60 + digits(text, 17, 19);
    return days * MICROS_OF_DAY + seconds * 1_000_000L + fraction(text, end);
  }

  private static boolean isPlain(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && (text.charAt(19) == '.' || text.length() == 20);
  }

  private static int fraction(String text, int end) {
    if (end == 19) {
      return 0;
    }
    int micros = digits(text, 20, end);
    for (int place = end; place < 26; place++) {
      micros *= 10;
    }
    return micros;
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new EncodeException("Not a timestamp with time zone");
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static long unusual(String text) {
    return switch (text) {
      case "infinity" -> Long.MAX_VALUE;
      case "-infinity" -> Long.MIN_VALUE;
      default -> ofJava(OffsetDateTime.parse(text));
    };
  }

  private static long ofJava(OffsetDateTime time) {
    // From 2000 on: the microseconds since 1970 of the last times would not fit.
    long micros = Math.multiplyExact(time.toEpochSecond() - EPOCH_SECONDS, 1_000_000L);
    // The server, too, rounds what is finer.
    return Math.addExact(micros, (time.getNano() + NANOS_OF_MICRO / 2) / NANOS_OF_MICRO);
  }
}
