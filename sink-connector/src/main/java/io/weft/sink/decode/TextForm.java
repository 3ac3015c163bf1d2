package io.weft.sink.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Turns a value that is not NULL into the text literal that PostgreSQL reads back as the same
 * value. Which text is right follows from the Connect schema; the names are Debezium's semantic
 * types (its documentation, "Data type mappings" of the PostgreSQL connector) and Connect's logical
 * ones.
 */
@FunctionalInterface
interface TextForm {

  String of(Object value);

  /**
   * Finds the form for a schema.
   *
   * @throws IllegalArgumentException if no literal is known for it
   */
  static TextForm forSchema(Schema schema) {
    if (schema.name() != null) {
      TextForm named = forName(schema);
      if (named != null) {
        return named;
      }
    }
    return switch (schema.type()) {
      case BOOLEAN, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, STRING -> Object::toString;
      case BYTES -> TextForm::bytea;
      case ARRAY -> ArrayForm.of(forSchema(schema.valueSchema()));
      case MAP -> TextForm::hstore;
      case STRUCT ->
          throw new IllegalArgumentException(
              "no text form is known for the structure " + schema.name());
    };
  }

  private static TextForm forName(Schema schema) {
    return switch (schema.name()) {
      case Decimal.LOGICAL_NAME -> value -> ((BigDecimal) value).toPlainString();
      case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
          value -> date(Math.floorDiv(millis(value), 86_400_000L));
      case org.apache.kafka.connect.data.Time.LOGICAL_NAME ->
          value -> time(millis(value) * 1_000_000);
      case org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME ->
          value -> timestamp(Instant.ofEpochMilli(millis(value)));
      case "io.debezium.time.Date" -> value -> date(((Number) value).longValue());
      case "io.debezium.time.Time" -> value -> time(((Number) value).longValue() * 1_000_000);
      case "io.debezium.time.MicroTime" -> value -> time(((Number) value).longValue() * 1_000);
      case "io.debezium.time.NanoTime" -> value -> time(((Number) value).longValue());
      case "io.debezium.time.Timestamp" ->
          value -> timestamp(Instant.ofEpochMilli(((Number) value).longValue()));
      case "io.debezium.time.MicroTimestamp" -> value -> microTimestamp((Long) value);
      case "io.debezium.time.NanoTimestamp" ->
          value -> timestamp(seconds((Long) value, 1_000_000_000L, 1));
      case "io.debezium.time.ZonedTimestamp", "io.debezium.time.IsoTimestamp" ->
          value -> isoTimestamp((String) value);
      case "io.debezium.time.MicroDuration" -> value -> value + " microseconds";
      case "io.debezium.data.VariableScaleDecimal" -> value -> variableScale((Struct) value);
      case "io.debezium.data.Bits" -> bits(schema);
      case "io.debezium.data.geometry.Point" -> value -> point((Struct) value);
      case "io.debezium.data.geometry.Geometry", "io.debezium.data.geometry.Geography" ->
          value -> geometry((Struct) value);
      default -> null;
    };
  }

  /** Connect's logical types are java.util.Date in Java. */
  private static long millis(Object value) {
    return ((java.util.Date) value).toInstant().toEpochMilli();
  }

  private static String date(long days) {
    if (Infinity.isOfDate(days)) {
      return "infinity";
    }
    if (Infinity.isMinusOfDate(days)) {
      return "-infinity";
    }
    return withEra(LocalDate.ofEpochDay(days), "");
  }

  /** PostgreSQL counts no year 0: the year before 1 AD is 1 BC. */
  private static String withEra(LocalDate date, String rest) {
    int year = date.getYear();
    int shown = year > 0 ? year : 1 - year;
    return String.format("%04d-%02d-%02d", shown, date.getMonthValue(), date.getDayOfMonth())
        + rest
        + (year > 0 ? "" : " BC");
  }

  private static String time(long nanoOfDay) {
    // PostgreSQL knows the last moment of a day as 24:00:00, Java does not.
    return nanoOfDay == 86_400_000_000_000L
        ? "24:00:00"
        : LocalTime.ofNanoOfDay(nanoOfDay).format(DateTimeFormatter.ISO_LOCAL_TIME);
  }

  private static Instant seconds(long value, long perSecond, long nanosEach) {
    return Instant.ofEpochSecond(
        Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * nanosEach);
  }

  private static String microTimestamp(long micros) {
    if (Infinity.isOfTimestamp(micros)) {
      return "infinity";
    }
    return Infinity.isMinusOfTimestamp(micros)
        ? "-infinity"
        : timestamp(seconds(micros, 1_000_000L, 1_000));
  }

  private static String timestamp(Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return withEra(
        local.toLocalDate(), " " + local.toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME));
  }

  /**
   * ISO 8601 signs years before 1 and after 9999; PostgreSQL wants the one with BC and the other
   * bare.
   */
  private static String isoTimestamp(String iso) {
    if (iso.startsWith("+")) {
      return iso.substring(1);
    }
    int dash = iso.indexOf('-', 1);
    boolean negativeYear =
        iso.startsWith("-") && iso.length() > 1 && Character.isDigit(iso.charAt(1));
    if (negativeYear || iso.startsWith("0000-")) {
      int year = Integer.parseInt(iso.substring(0, dash));
      return String.format("%04d", 1 - year) + iso.substring(dash) + " BC";
    }
    return iso;
  }

  private static String variableScale(Struct struct) {
    return new BigDecimal(new BigInteger(struct.getBytes("value")), struct.getInt32("scale"))
        .toPlainString();
  }

  private static TextForm bits(Schema schema) {
    int length = Integer.parseInt(schema.parameters().get("length"));
    return value -> {
      byte[] littleEndian = bytes(value);
      StringBuilder text = new StringBuilder(length);
      for (int bit = length - 1; bit >= 0; bit--) {
        boolean set =
            bit / 8 < littleEndian.length && (littleEndian[bit / 8] >> (bit % 8) & 1) == 1;
        text.append(set ? '1' : '0');
      }
      return text.toString();
    };
  }

  private static String point(Struct struct) {
    return "(" + struct.getFloat64("x") + "," + struct.getFloat64("y") + ")";
  }

  private static String geometry(Struct struct) {
    Integer srid = struct.getInt32("srid");
    String hex = HexFormat.of().formatHex(struct.getBytes("wkb"));
    return srid == null ? hex : "SRID=" + srid + ";" + hex;
  }

  private static String bytea(Object value) {
    return "\\x" + HexFormat.of().formatHex(bytes(value));
  }

  private static byte[] bytes(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return copy;
    }
    return (byte[]) value;
  }

  private static String hstore(Object value) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      text.append(text.isEmpty() ? "" : ",").append(ArrayForm.quote(entry.getKey().toString()));
      text.append("=>");
      text.append(entry.getValue() == null ? "NULL" : ArrayForm.quote(entry.getValue().toString()));
    }
    return text.toString();
  }
}
