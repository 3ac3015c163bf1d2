package io.weft.connectors.value;

import io.debezium.data.SpecialValueDecimal;
import java.math.BigDecimal;
import java.sql.Array;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.kafka.connect.errors.DataException;
import org.postgresql.util.PGobject;

/** PostgreSQL's text literal of a value that Debezium or the driver has parsed. */
final class PostgresText {

  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
          .appendPattern("-MM-dd")
          .toFormatter();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter();

  private PostgresText() {}

  static String of(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof SpecialValueDecimal decimal) {
      return decimal
          .getDecimalValue()
          .map(BigDecimal::toPlainString)
          .orElseGet(() -> special(decimal));
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Array || value instanceof Number || value instanceof UUID) {
      // The driver's array prints the literal as it came; numbers print their shortest exact form.
      return value.toString();
    }
    if (value instanceof Boolean truth) {
      return truth ? "t" : "f";
    }
    if (value instanceof PGobject object) {
      return object.getValue();
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    return ofTime(value);
  }

  private static String special(SpecialValueDecimal decimal) {
    double special = decimal.toDouble();
    if (Double.isNaN(special)) {
      return "NaN";
    }
    return special > 0 ? "Infinity" : "-Infinity";
  }

  /** Types over dates and times, such as domains, travel as text. */
  private static String ofTime(Object value) {
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof LocalDate date) {
      return Times.infinity(date).orElseGet(() -> DATE.format(date) + era(date));
    }
    if (value instanceof Instant instant) {
      return Times.infinity(instant)
          .orElseGet(() -> dateTime(instant.atOffset(ZoneOffset.UTC), ""));
    }
    if (value instanceof OffsetDateTime time) {
      return Times.infinity(time)
          .orElseGet(() -> dateTime(time.withOffsetSameInstant(ZoneOffset.UTC), "+00"));
    }
    throw new DataException("No text is known for a " + value.getClass().getName());
  }

  private static String dateTime(OffsetDateTime time, String offset) {
    LocalDate date = time.toLocalDate();
    return DATE.format(date) + " " + TIME.format(time) + offset + era(date);
  }

  private static String era(LocalDate date) {
    return date.getYear() > 0 ? "" : " BC";
  }
}
