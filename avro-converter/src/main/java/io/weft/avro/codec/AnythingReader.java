package io.weft.avro.codec;

import io.weft.avro.schema.Anything;
import java.nio.ByteBuffer;
import org.apache.avro.Schema.Field;

/** Reads a value without a schema: the one field of {@link Anything} that is set. */
final class AnythingReader implements ValueReader {

  private final ValueReader[] readers;

  AnythingReader() {
    int minBytes = Sizes.minBytes(Anything.SCHEMA);
    this.readers =
        Anything.SCHEMA.getFields().stream()
            .map(Field::name)
            .map(name -> reader(name, minBytes))
            .toArray(ValueReader[]::new);
  }

  private ValueReader reader(String field, int minBytes) {
    return switch (field) {
      case Anything.BOOLEAN -> AvroInput::readBoolean;
      case Anything.BYTES -> in -> ByteBuffer.wrap(in.readBytes());
      case Anything.DOUBLE -> AvroInput::readDouble;
      case Anything.FLOAT -> AvroInput::readFloat;
      case Anything.INT -> AvroInput::readInt;
      case Anything.LONG -> AvroInput::readLong;
      case Anything.STRING -> AvroInput::readString;
      case Anything.ARRAY -> new ArrayReader(this, minBytes);
      case Anything.MAP ->
          MapReader.ofEntries(new MapReader.Entry(this, this, true), 2 * minBytes, null);
      default -> throw new IllegalStateException("No reader of " + field);
    };
  }

  @Override
  public Object read(AvroInput in) {
    in.enter();
    Object value = null;
    for (ValueReader reader : readers) {
      if (in.readIndex(2) == 1) {
        Object each = reader.read(in);
        value = value == null ? each : value;
      }
    }
    in.leave();
    return value;
  }
}
