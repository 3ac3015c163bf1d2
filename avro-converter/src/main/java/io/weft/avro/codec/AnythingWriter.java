package io.weft.avro.codec;

import io.weft.avro.schema.Anything;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

/** Writes values without a schema by their Java type, as {@link Anything} has it. */
final class AnythingWriter implements ValueWriter {

  private static final int FIELDS = Anything.SCHEMA.getFields().size();
  private static final int BOOLEAN = position(Anything.BOOLEAN);
  private static final int BYTES = position(Anything.BYTES);
  private static final int DOUBLE = position(Anything.DOUBLE);
  private static final int FLOAT = position(Anything.FLOAT);
  private static final int INT = position(Anything.INT);
  private static final int LONG = position(Anything.LONG);
  private static final int STRING = position(Anything.STRING);
  private static final int ARRAY = position(Anything.ARRAY);
  private static final int MAP = position(Anything.MAP);

  private static int position(String field) {
    return Anything.SCHEMA.getField(field).pos();
  }

  @Override
  public void write(Object value, AvroOutput out) {
    out.enter();
    int field = writeField(value, out);
    writeNulls(FIELDS - field - 1, out);
    out.leave();
  }

  /** Writes the fields up to the one that holds the value, which it returns; -1 for null. */
  private int writeField(Object value, AvroOutput out) {
    if (value == null) {
      return -1;
    } else if (value instanceof String text) {
      begin(STRING, out).writeString(text);
      return STRING;
    } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      begin(INT, out).writeInt(((Number) value).intValue());
      return INT;
    } else if (value instanceof Long number) {
      begin(LONG, out).writeLong(number);
      return LONG;
    } else if (value instanceof Boolean bool) {
      begin(BOOLEAN, out).writeBoolean(bool);
      return BOOLEAN;
    } else if (value instanceof Double number) {
      begin(DOUBLE, out).writeDouble(number);
      return DOUBLE;
    } else if (value instanceof Float number) {
      begin(FLOAT, out).writeFloat(number);
      return FLOAT;
    } else if (value instanceof byte[] bytes) {
      begin(BYTES, out).writeBytes(bytes);
      return BYTES;
    } else if (value instanceof ByteBuffer buffer) {
      begin(BYTES, out).writeBytes(buffer);
      return BYTES;
    } else if (value instanceof Collection<?> elements) {
      writeArray(elements, begin(ARRAY, out));
      return ARRAY;
    } else if (value instanceof Map<?, ?> entries) {
      writeEntries(entries, begin(MAP, out));
      return MAP;
    }
    throw new ValueException(
        "a value of " + value.getClass().getName() + " without a schema, which Avro cannot hold");
  }

  private static AvroOutput begin(int field, AvroOutput out) {
    writeNulls(field, out);
    out.writeIndex(1);
    return out;
  }

  private static void writeNulls(int count, AvroOutput out) {
    for (int i = 0; i < count; i++) {
      out.writeIndex(0);
    }
  }

  private void writeArray(Collection<?> elements, AvroOutput out) {
    if (!elements.isEmpty()) {
      out.writeLong(elements.size());
      elements.forEach(element -> write(element, out));
    }
    out.writeLong(0);
  }

  private void writeEntries(Map<?, ?> entries, AvroOutput out) {
    if (!entries.isEmpty()) {
      out.writeLong(entries.size());
      entries.forEach(
          (key, value) -> {
            write(key, out);
            write(value, out);
          });
    }
    out.writeLong(0);
  }
}
