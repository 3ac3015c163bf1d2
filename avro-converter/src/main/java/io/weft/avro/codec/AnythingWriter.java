package io.weft.avro.codec;

import io.weft.avro.schema.Anything;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

/** Writes values without a schema by their Java type, as {@link Anything} has it. */
final class AnythingWriter implements ValueWriter {

  private static final int FIELDS = Anything.SCHEMA.getFields().size();

  @Override
  public void write(Object value, AvroOutput out) {
    int field = value == null ? FIELDS : position(fieldOf(value));
    for (int i = 0; i < FIELDS; i++) {
      out.writeInt(i == field ? 1 : 0);
      if (i == field) {
        writeValue(value, out);
      }
    }
  }

  private static int position(String field) {
    return Anything.SCHEMA.getField(field).pos();
  }

  private static String fieldOf(Object value) {
    if (value instanceof Boolean) {
      return Anything.BOOLEAN;
    } else if (value instanceof byte[] || value instanceof ByteBuffer) {
      return Anything.BYTES;
    } else if (value instanceof Double) {
      return Anything.DOUBLE;
    } else if (value instanceof Float) {
      return Anything.FLOAT;
    } else if (value instanceof Byte || value instanceof Short || value instanceof Integer) {
      return Anything.INT;
    } else if (value instanceof Long) {
      return Anything.LONG;
    } else if (value instanceof String) {
      return Anything.STRING;
    } else if (value instanceof Collection) {
      return Anything.ARRAY;
    } else if (value instanceof Map) {
      return Anything.MAP;
    }
    throw new ValueException(
        "a value of " + value.getClass().getName() + " without a schema, which Avro cannot hold");
  }

  private void writeValue(Object value, AvroOutput out) {
    if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof byte[] bytes) {
      out.writeBytes(bytes);
    } else if (value instanceof ByteBuffer buffer) {
      out.writeBytes(buffer);
    } else if (value instanceof Double number) {
      out.writeDouble(number);
    } else if (value instanceof Float number) {
      out.writeFloat(number);
    } else if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof Number number) {
      out.writeInt(number.intValue());
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Collection<?> elements) {
      writeArray(elements, out);
    } else {
      writeEntries((Map<?, ?>) value, out);
    }
  }

  private void writeArray(Collection<?> elements, AvroOutput out) {
    out.enter();
    if (!elements.isEmpty()) {
      out.writeLong(elements.size());
      elements.forEach(element -> write(element, out));
    }
    out.writeLong(0);
    out.leave();
  }

  private void writeEntries(Map<?, ?> entries, AvroOutput out) {
    out.enter();
    if (!entries.isEmpty()) {
      out.writeLong(entries.size());
      entries.forEach(
          (key, value) -> {
            write(key, out);
            write(value, out);
          });
    }
    out.writeLong(0);
    out.leave();
  }
}
