package io.weft.connectors.value;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.connector.postgresql.connection.DateTimeFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times between PostgreSQL's text, Java's classes and Debezium's forms, infinity included. */
final class Times {

  private static final String INFINITY = "infinity";
  private static final String MINUS_INFINITY = "-infinity";

  /** A digit where there is a 0; behind that, a fraction of a second and the offset. */
  private static final String UTC = "0000-00-00 00:00:00";

  private static final String OFFSET = "+00";

  private Times() {}

  static Instant instant(String text) {
    return switch (text) {
      case INFINITY -> PostgresValueConverter.POSITIVE_INFINITY_INSTANT;
      case MINUS_INFINITY -> PostgresValueConverter.NEGATIVE_INFINITY_INSTANT;
      default -> DateTimeFormat.get().timestampToInstant(text);
    };
  }

  static OffsetDateTime offsetDateTime(String text) {
    return switch (text) {
      case INFINITY -> PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME;
      case MINUS_INFINITY -> PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME;
      default -> DateTimeFormat.get().timestampWithTimeZoneToOffsetDateTime(text);
    };
  }

  /**
   * Whether a timestamptz is printed as {@code 2026-11-22 09:08:07.123456+00}: in UTC, of a year
   * with four digits.
   */
  static boolean isUtc(String text) {
    int end = text.length() - OFFSET.length();
    if (end < UTC.length() || !text.endsWith(OFFSET)) {
      return false;
    }
    for (int i = 0; i < UTC.length(); i++) {
      char expected = UTC.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? !isDigit(c) : c != expected) {
        return false;
      }
    }
    return end == UTC.length() || isFraction(text, end);
  }

  /** Whether a point and up to six digits end there, of which the last is none that Java drops. */
  private static boolean isFraction(String text, int end) {
    int digits = end - UTC.length() - 1;
    if (text.charAt(UTC.length()) != '.' || digits < 1 || digits > 6) {
      return false;
    }
    for (int i = UTC.length() + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(end - 1) != '0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** {@link #isoOrInfinity} of a text for which {@link #isUtc} holds. */
  static String isoOfUtc(String text) {
    return text.substring(0, 10) + "T" + text.substring(11, text.length() - 3) + "Z";
  }

  /** Debezium's form of a timestamptz, in UTC. */
  static String isoOrInfinity(OffsetDateTime time) {
    return infinity(time).orElseGet(() -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
  }

  static Optional<String> infinity(OffsetDateTime time) {
    return infinity(
        time.equals(PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME),
        time.equals(PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME));
  }

  static Optional<String> infinity(Instant time) {
    return infinity(
        time.equals(PostgresValueConverter.POSITIVE_INFINITY_INSTANT),
        time.equals(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT));
  }

  static Optional<String> infinity(LocalDate date) {
    return infinity(
        date.equals(PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE),
        date.equals(PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE));
  }

  private static Optional<String> infinity(boolean positive, boolean negative) {
    if (positive) {
      return Optional.of(INFINITY);
    }
    return negative ? Optional.of(MINUS_INFINITY) : Optional.empty();
  }
}
