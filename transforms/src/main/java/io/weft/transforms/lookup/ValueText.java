package io.weft.transforms.lookup;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * Values as PostgreSQL's text, in which those of a record and those of a query are one. Equal
 * numbers have equal texts, whatever their types are.
 */
public final class ValueText {

  private static final String DEBEZIUM_DATE = "io.debezium.time.Date";
  private static final String ZONED = "io.debezium.time.ZonedTimestamp";
  private static final String WEFT_TEXT = "io.weft.data.Text";

  private ValueText() {}

  /**
   * The text of a record's value.
   *
   * @throws DataException if values of this kind are not looked up; names the kind only
   */
  public static String of(Schema schema, Object value) {
    boolean isPlain = schema.name() == null;
    if (value instanceof String text) {
      return isNumeric(schema) ? number(text) : text;
    }
    if (value instanceof BigDecimal decimal) {
      return plain(decimal);
    }
    if (isPlain && (value instanceof Number || value instanceof Boolean)) {
      if (value instanceof Float || value instanceof Double) {
        throw unsupported(schema);
      }
      return value.toString();
    }
    if (value instanceof Integer days && DEBEZIUM_DATE.equals(schema.name())) {
      return LocalDate.ofEpochDay(days).toString();
    }
    if (isPlain && value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (isPlain && value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    throw unsupported(schema);
  }

  /**
   * The value of a text, as a record with that schema carries it.
   *
   * @throws DataException if values of this kind are not looked up, or the text is of another kind
   */
  public static Object parse(Schema schema, String text) {
    try {
      if (Decimal.LOGICAL_NAME.equals(schema.name())) {
        int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
        return new BigDecimal(text).setScale(scale);
      }
      if (schema.type() == Schema.Type.STRING && !ZONED.equals(schema.name())) {
        return text;
      }
      if (DEBEZIUM_DATE.equals(schema.name())) {
        return Math.toIntExact(LocalDate.parse(text).toEpochDay());
      }
      if (schema.name() == null) {
        return plain(schema, text);
      }
      throw unsupported(schema);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DataException(
          "A value that was looked up does not fit type %s, as which the column travels (%s)"
              .formatted(schema, e.getClass().getSimpleName()));
    }
  }

  private static Object plain(Schema schema, String text) {
    return switch (schema.type()) {
      case INT8 -> Byte.valueOf(text);
      case INT16 -> Short.valueOf(text);
      case INT32 -> Integer.valueOf(text);
      case INT64 -> Long.valueOf(text);
      case BOOLEAN -> text.startsWith("t");
      case BYTES -> ByteBuffer.wrap(HexFormat.of().parseHex(text.substring(2)));
      default -> throw unsupported(schema);
    };
  }

  /** The text of a value that a database printed, in the form of {@link #of}. */
  static String ofPrinted(ColumnType type, String text) {
    return switch (type.name()) {
      case "numeric" -> number(text);
      case "bool" -> text.startsWith("t") ? "true" : "false";
      default -> text;
    };
  }

  private static boolean isNumeric(Schema schema) {
    return WEFT_TEXT.equals(schema.name())
        && schema.parameters() != null
        && "numeric".equals(schema.parameters().get("type"));
  }

  private static String number(String text) {
    try {
      return plain(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return text; // NaN, the infinities
    }
  }

  private static String plain(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  private static DataException unsupported(Schema schema) {
    return new DataException(
        "Values of type %s%s are not looked up: name keys and distribution columns of integers, texts, uuids, numerics, dates, booleans or bytes"
            .formatted(schema.type(), schema.name() == null ? "" : " " + schema.name()));
  }

  /**
   * A column's schema, as records carry values of its type that may be missing.
   *
   * @param schema of the column where it comes from
   */
  public static Schema optional(Schema schema) {
    if (schema.isOptional() && schema.defaultValue() == null) {
      return schema;
    }
    SchemaBuilder builder =
        new SchemaBuilder(schema.type())
            .optional()
            .name(schema.name())
            .version(schema.version())
            .doc(schema.doc());
    if (schema.parameters() != null) {
      builder.parameters(schema.parameters());
    }
    return builder.build();
  }
}
