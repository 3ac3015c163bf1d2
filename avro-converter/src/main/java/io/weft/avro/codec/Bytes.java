package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import io.weft.avro.schema.LogicalValues;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/** Writers of bytes, of one size or any, and of Connect's Decimal, which is bytes in Avro. */
final class Bytes {

  private Bytes() {}

  static ValueWriter writer(Schema schema, org.apache.avro.Schema avro) {
    if (avro.getType() == org.apache.avro.Schema.Type.FIXED) {
      return fixed(schema, avro.getFixedSize());
    } else if (avro.getType() != org.apache.avro.Schema.Type.BYTES) {
      throw Fitting.refused(schema, avro);
    }
    if (Kinds.isDecimal(schema)) {
      int scale = Kinds.scale(schema);
      return (value, out) ->
          out.writeBytes(
              LogicalValues.unscaled(WriterCompiler.cast(value, BigDecimal.class, schema), scale));
    }
    return (value, out) -> {
      if (value instanceof byte[] bytes) {
        out.writeBytes(bytes);
      } else {
        out.writeBytes(WriterCompiler.cast(value, ByteBuffer.class, schema));
      }
    };
  }

  static ValueWriter raw(Schema schema) {
    return (value, out) -> {
      if (value instanceof byte[] bytes) {
        out.writeRaw(bytes);
      } else {
        out.writeRaw(WriterCompiler.cast(value, ByteBuffer.class, schema));
      }
    };
  }

  private static ValueWriter fixed(Schema schema, int size) {
    if (Kinds.isDecimal(schema)) {
      int scale = Kinds.scale(schema);
      return (value, out) -> {
        BigDecimal decimal = WriterCompiler.cast(value, BigDecimal.class, schema);
        out.writeRaw(padded(LogicalValues.unscaled(decimal, scale), size));
      };
    }
    return (value, out) -> {
      int length =
          value instanceof byte[] bytes
              ? bytes.length
              : WriterCompiler.cast(value, ByteBuffer.class, schema).remaining();
      requireSize(length == size, length, size);
      if (value instanceof byte[] bytes) {
        out.writeRaw(bytes);
      } else {
        out.writeRaw((ByteBuffer) value);
      }
    };
  }

  /** The same number in more bytes: its sign is extended to the left. */
  private static byte[] padded(byte[] unscaled, int size) {
    requireSize(unscaled.length <= size, unscaled.length, size);
    byte[] padded = new byte[size];
    int pad = size - unscaled.length;
    Arrays.fill(padded, 0, pad, (byte) (unscaled[0] < 0 ? -1 : 0));
    System.arraycopy(unscaled, 0, padded, pad, unscaled.length);
    return padded;
  }

  private static void requireSize(boolean fits, int length, int size) {
    if (!fits) {
      throw new ValueException(length + " bytes, where the schema has exactly " + size);
    }
  }
}
