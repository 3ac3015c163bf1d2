package io.weft.connectors.value;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.connector.postgresql.connection.DateTimeFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.apache.kafka.connect.errors.DataException;
import org.postgresql.PGStatement;

/**
 * Turns what Debezium read, from the stream (parsed) or in the snapshot (mostly text), into the
 * form in which it travels. Fails with any runtime exception if that would lose something.
 */
final class Values {

  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private Values() {}

  static Object in(Form form, Object value) {
    return switch (form) {
      case BOOLEAN -> (Boolean) value;
      case INT16 -> asShort((Number) value);
      case INT32 -> Math.toIntExact(asLong((Number) value));
      case INT64 -> asLong((Number) value);
      case FLOAT32 -> (Float) value;
      case FLOAT64 -> (Double) value;
      case STRING, JSON, UUID, TEXT -> PostgresText.of(value);
      case BYTES -> asBytes(value);
      case DATE -> asEpochDay(value);
      case TIME -> asMicrosOfDay(value);
      case TIMESTAMP -> asEpochMicros(value);
      case TIMESTAMPTZ -> asZoned(value);
    };
  }

  private static short asShort(Number number) {
    long value = asLong(number);
    if (value != (short) value) {
      throw new DataException("Not a smallint");
    }
    return (short) value;
  }

  private static long asLong(Number number) {
    if (number instanceof Long || number instanceof Integer || number instanceof Short) {
      return number.longValue();
    }
    throw new DataException("Not an integer but a " + number.getClass().getName());
  }

  private static ByteBuffer asBytes(Object value) {
    return value instanceof ByteBuffer buffer ? buffer : ByteBuffer.wrap((byte[]) value);
  }

  /** Infinity has the two numbers that Debezium gives it. */
  private static int asEpochDay(Object value) {
    LocalDate date =
        value instanceof String text ? DateTimeFormat.get().date(text) : (LocalDate) value;
    return Math.toIntExact(date.toEpochDay());
  }

  private static long asMicrosOfDay(Object value) {
    if (value instanceof LocalTime time) {
      return time.getLong(ChronoField.MICRO_OF_DAY);
    }
    String text = (String) value;
    return text.startsWith("24:")
        ? MICROS_OF_DAY
        : LocalTime.parse(text).getLong(ChronoField.MICRO_OF_DAY);
  }

  /** Infinity has the two numbers that Debezium and the driver give it. */
  private static long asEpochMicros(Object value) {
    Instant instant = value instanceof String text ? Times.instant(text) : (Instant) value;
    if (instant.equals(PostgresValueConverter.POSITIVE_INFINITY_INSTANT)) {
      return PGStatement.DATE_POSITIVE_INFINITY;
    }
    if (instant.equals(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT)) {
      return PGStatement.DATE_NEGATIVE_INFINITY;
    }
    long micros =
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    if (micros == PGStatement.DATE_POSITIVE_INFINITY) {
      // A moment of the year 294247, whose number stands for infinity.
      throw new DataException("Has the number of infinity");
    }
    return micros;
  }

  private static String asZoned(Object value) {
    if (value instanceof String text && Times.isUtc(text)) {
      return Times.isoOfUtc(text);
    }
    OffsetDateTime time =
        value instanceof String text ? Times.offsetDateTime(text) : (OffsetDateTime) value;
    return Times.isoOrInfinity(time.withOffsetSameInstant(ZoneOffset.UTC));
  }
}
