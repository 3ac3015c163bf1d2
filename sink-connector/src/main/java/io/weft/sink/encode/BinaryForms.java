package io.weft.sink.encode;

import io.weft.sink.decode.ValueForm;
import io.weft.sink.target.TargetColumn;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * Says which values can be written in the binary format of which type, so that the outcome is that
 * of their text. All others are sent as text, and the server reads it.
 */
final class BinaryForms {

  /** Debezium's names (its documentation, "Data type mappings" of the PostgreSQL connector). */
  private static final String JSON = "io.debezium.data.Json";

  private static final String UUID = "io.debezium.data.Uuid";

  /** PostgreSQL's own text literal, by Weft's source. */
  private static final String TEXT = "io.weft.data.Text";

  private BinaryForms() {}

  /** The form in which values go into a column; empty if they go as text. */
  static Optional<BinaryForm> of(ValueForm values, TargetColumn column) {
    return Optional.ofNullable(find(values, column.baseType()));
  }

  private static BinaryForm find(ValueForm values, String type) {
    return switch (values.schemaName()) {
      case "" -> plain(values.schema().type(), type);
      case JSON -> json(type);
      case UUID -> type.equals(BinaryType.UUID.formatted()) ? BinaryForms::uuid : null;
      case TEXT -> literal(type);
      default -> TimeForms.find(values.schemaName(), type);
    };
  }

  private static BinaryForm plain(Schema.Type values, String type) {
    return switch (values) {
      case BOOLEAN ->
          type.equals("boolean") ? (value, out) -> out.putByte((Boolean) value ? 1 : 0) : null;
      case INT8, INT16, INT32, INT64 -> integer(values, type);
      case FLOAT32 ->
          type.equals("real")
              ? (value, out) -> out.putInt(Float.floatToRawIntBits((Float) value))
              : null;
      case FLOAT64 ->
          type.equals("double precision")
              ? (value, out) -> out.putLong(Double.doubleToRawLongBits((Double) value))
              : null;
      case BYTES -> type.equals("bytea") ? (value, out) -> out.put((ByteBuffer) value) : null;
      case STRING -> isText(type) ? BinaryForms::text : null;
      case ARRAY, MAP, STRUCT -> null;
    };
  }

  /** A type too narrow for some of the values has the server look at each. */
  private static BinaryForm integer(Schema.Type values, String type) {
    int width =
        switch (values) {
          case INT8, INT16 -> 2;
          case INT32 -> 4;
          default -> 8;
        };
    return switch (type) {
      case "smallint" ->
          width <= 2 ? (value, out) -> out.putShort(((Number) value).intValue()) : null;
      case "integer" -> width <= 4 ? (value, out) -> out.putInt(((Number) value).intValue()) : null;
      case "bigint" -> (value, out) -> out.putLong(((Number) value).longValue());
      default -> null;
    };
  }

  /** The types whose binary format is their text, a label in the case of an enum. */
  private static boolean isText(String type) {
    return switch (type) {
      case "text", "character varying", "bpchar", TargetColumn.ENUM -> true;
      default -> false;
    };
  }

  private static BinaryForm json(String type) {
    return switch (type) {
      case "json" -> BinaryForms::text;
      case "jsonb" -> BinaryForms::jsonb;
      default -> null;
    };
  }

  private static BinaryForm literal(String type) {
    if (type.equals("numeric")) {
      return NumericForm::write;
    }
    if (type.equals(BinaryType.CHAR.formatted())) {
      return BinaryForms::character;
    }
    return type.equals(TargetColumn.ENUM) ? BinaryForms::text : null;
  }

  /**
   * One byte, which the text has in octal digits if it is beyond ASCII; servers before PostgreSQL
   * 16 would read the digits as another value.
   */
  private static void character(Object value, Bytes out) {
    String text = (String) value;
    if (text.isEmpty()) {
      out.putByte(0);
    } else if (text.length() == 1 && text.charAt(0) < 0x80) {
      out.putByte(text.charAt(0));
    } else if (text.length() == 4 && text.charAt(0) == '\\') {
      out.putByte(Integer.parseInt(text, 1, 4, 8));
    } else {
      throw new EncodeException("Not a \"char\"");
    }
  }

  private static void text(Object value, Bytes out) {
    out.putText((String) value);
  }

  /** Version 1 is the text (jsonb.c, jsonb_recv). */
  private static void jsonb(Object value, Bytes out) {
    out.putByte(1);
    out.putText((String) value);
  }

  private static void uuid(Object value, Bytes out) {
    String text = (String) value;
    if (text.length() != 36) {
      throw new EncodeException("Not a UUID");
    }
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '-') {
        i++;
      } else {
        out.putByte(HexFormat.fromHexDigits(text, i, i + 2));
        i += 2;
      }
    }
  }
}
