package io.weft.sink.assemble;

import io.weft.sink.decode.RowColumns;
import io.weft.sink.decode.RowImage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;

/**
 * Writes values and reads them back. Values of Connect's plain types come back as they are; those
 * that have parts are stored as their text literals.
 */
final class ValueCodec {

  private static final int NULL = 0;
  private static final int UNCHANGED = 1;
  private static final int TRUE = 2;
  private static final int FALSE = 3;
  private static final int BYTE = 4;
  private static final int SHORT = 5;
  private static final int INT = 6;
  private static final int LONG = 7;
  private static final int FLOAT = 8;
  private static final int DOUBLE = 9;
  private static final int TEXT = 10;
  private static final int BYTES = 11;

  private ValueCodec() {}

  /** The columns as they come back: where values are stored as text, that is their form. */
  static RowColumns stored(RowColumns columns) {
    return columns.asText(form -> !isPlain(form.schema()));
  }

  /** Connect's logical types are other classes in Java than their names say. */
  private static boolean isPlain(Schema schema) {
    return switch (schema.type()) {
      case ARRAY, MAP, STRUCT -> false;
      default ->
          schema.name() == null || !schema.name().startsWith("org.apache.kafka.connect.data.");
    };
  }

  static void writeUnchanged(DataOutputStream out) throws IOException {
    out.writeByte(UNCHANGED);
  }

  static void write(Object value, DataOutputStream out) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof String text) {
      writeBytes(TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), out);
    } else if (value instanceof ByteBuffer bytes) {
      writeBytes(BYTES, bytes, out);
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? TRUE : FALSE);
    } else {
      writeNumber((Number) value, out);
    }
  }

  private static void writeBytes(int tag, ByteBuffer bytes, DataOutputStream out)
      throws IOException {
    out.writeByte(tag);
    out.writeInt(bytes.remaining());
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    out.write(copy);
  }

  private static void writeNumber(Number number, DataOutputStream out) throws IOException {
    if (number instanceof Long) {
      out.writeByte(LONG);
      out.writeLong(number.longValue());
    } else if (number instanceof Integer) {
      out.writeByte(INT);
      out.writeInt(number.intValue());
    } else if (number instanceof Double) {
      out.writeByte(DOUBLE);
      out.writeDouble(number.doubleValue());
    } else if (number instanceof Float) {
      out.writeByte(FLOAT);
      out.writeFloat(number.floatValue());
    } else if (number instanceof Short) {
      out.writeByte(SHORT);
      out.writeShort(number.shortValue());
    } else if (number instanceof Byte) {
      out.writeByte(BYTE);
      out.writeByte(number.byteValue());
    } else {
      throw new IllegalArgumentException("No plain value is a " + number.getClass().getName());
    }
  }

  static Object read(DataInputStream in) throws IOException {
    int tag = in.readByte();
    return switch (tag) {
      case NULL -> null;
      case UNCHANGED -> RowImage.UNCHANGED;
      case TRUE -> true;
      case FALSE -> false;
      case BYTE -> in.readByte();
      case SHORT -> in.readShort();
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case TEXT -> new String(readBytes(in), StandardCharsets.UTF_8);
      case BYTES -> ByteBuffer.wrap(readBytes(in));
      default -> throw new IllegalStateException("No value begins with " + tag);
    };
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("A value of " + length + " bytes ends after " + bytes.length);
    }
    return bytes;
  }
}
