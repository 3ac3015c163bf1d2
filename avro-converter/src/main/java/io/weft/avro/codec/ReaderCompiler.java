package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import io.weft.avro.schema.LogicalValues;
import io.weft.avro.schema.Unions;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Compiles the readers of an Avro schema to the Connect schema that is derived from it. */
final class ReaderCompiler {

  /** Those of structs, so that each is compiled once: it may stand in many places. */
  private final IdentityHashMap<Schema, ValueReader> structs = new IdentityHashMap<>();

  /** Stands for the reader of a record within itself. */
  private static final class Recursion implements ValueReader {

    private ValueReader reader;

    @Override
    public Object read(AvroInput in) {
      return reader.read(in);
    }
  }

  /** A whole record that is bytes only has no length, as Confluent's has none. */
  ValueReader rawBytes(Schema schema) {
    if (Kinds.isDecimal(schema)) {
      int scale = Kinds.scale(schema);
      return in -> LogicalValues.decimal(in.readRest(), scale);
    }
    return in -> ByteBuffer.wrap(in.readRest());
  }

  ValueReader compile(org.apache.avro.Schema avro, Schema schema) {
    if (schema == null) {
      return new AnythingReader();
    }
    return switch (avro.getType()) {
      case BOOLEAN -> AvroInput::readBoolean;
      case INT -> integer(schema);
      case LONG ->
          Timestamp.LOGICAL_NAME.equals(schema.name())
              ? in -> LogicalValues.timestamp(in.readLong())
              : AvroInput::readLong;
      case FLOAT -> AvroInput::readFloat;
      case DOUBLE -> AvroInput::readDouble;
      case STRING -> new TextReader();
      case BYTES -> bytes(schema);
      case FIXED -> fixed(schema, avro.getFixedSize());
      case ENUM -> enumeration(avro);
      case ARRAY -> array(avro, schema);
      case MAP ->
          MapReader.ofMap(
              compile(avro.getValueType(), schema.valueSchema()),
              1 + Sizes.minBytes(avro.getValueType()));
      case UNION -> union(avro, schema);
      case RECORD -> struct(avro, schema);
      case NULL -> throw new IllegalStateException("A null has no schema in Connect");
    };
  }

  private static ValueReader integer(Schema schema) {
    if (schema.type() == Schema.Type.INT8) {
      return in -> (byte) inRange(in, Byte.MIN_VALUE, Byte.MAX_VALUE);
    } else if (schema.type() == Schema.Type.INT16) {
      return in -> (short) inRange(in, Short.MIN_VALUE, Short.MAX_VALUE);
    } else if (Date.LOGICAL_NAME.equals(schema.name())) {
      return in -> LogicalValues.date(in.readInt());
    } else if (Time.LOGICAL_NAME.equals(schema.name())) {
      return in -> LogicalValues.time(in.readInt());
    }
    return AvroInput::readInt;
  }

  private static int inRange(AvroInput in, int min, int max) {
    int value = in.readInt();
    if (value < min || value > max) {
      throw in.malformed("an int is not between " + min + " and " + max);
    }
    return value;
  }

  private static ValueReader bytes(Schema schema) {
    if (Kinds.isDecimal(schema)) {
      int scale = Kinds.scale(schema);
      return in -> LogicalValues.decimal(in.readBytes(), scale);
    }
    return in -> ByteBuffer.wrap(in.readBytes());
  }

  private static ValueReader fixed(Schema schema, int size) {
    if (Kinds.isDecimal(schema)) {
      int scale = Kinds.scale(schema);
      return in -> LogicalValues.decimal(in.readFixed(size), scale);
    }
    return in -> ByteBuffer.wrap(in.readFixed(size));
  }

  private static ValueReader enumeration(org.apache.avro.Schema avro) {
    String[] symbols = avro.getEnumSymbols().toArray(String[]::new);
    return in -> symbols[in.readIndex(symbols.length)];
  }

  private ValueReader array(org.apache.avro.Schema avro, Schema schema) {
    org.apache.avro.Schema element = avro.getElementType();
    if (schema.type() == Schema.Type.MAP) {
      return entries(element, schema);
    }
    return new ArrayReader(compile(element, schema.valueSchema()), Sizes.minBytes(element));
  }

  private ValueReader entries(org.apache.avro.Schema entry, Schema schema) {
    org.apache.avro.Schema.Field key = entry.getField(Kinds.ENTRY_KEY);
    org.apache.avro.Schema.Field value = entry.getField(Kinds.ENTRY_VALUE);
    ValueReader keys = compile(key.schema(), schema.keySchema());
    ValueReader values = compile(value.schema(), schema.valueSchema());
    return MapReader.ofEntries(
        key.pos() < value.pos()
            ? new MapReader.Entry(keys, values, true)
            : new MapReader.Entry(values, keys, false),
        Sizes.minBytes(entry),
        schema.keySchema());
  }

  private ValueReader union(org.apache.avro.Schema avro, Schema schema) {
    List<org.apache.avro.Schema> types = avro.getTypes();
    if (!Kinds.isUnion(schema)) {
      if (types.size() == 1) {
        ValueReader only = compile(types.get(0), schema);
        return in -> {
          in.readIndex(1);
          return only.read(in);
        };
      }
      int nullIndex = Unions.nullIndex(avro);
      ValueReader reader = compile(Unions.nullableType(avro), schema);
      return in -> in.readIndex(2) == nullIndex ? null : reader.read(in);
    }
    ValueReader[] readers = new ValueReader[types.size()];
    Field[] fields = new Field[types.size()];
    int next = 0;
    for (int i = 0; i < readers.length; i++) {
      if (types.get(i).getType() != org.apache.avro.Schema.Type.NULL) {
        fields[i] = schema.fields().get(next++);
        readers[i] = compile(types.get(i), fields[i].schema());
      }
    }
    return in -> {
      int index = in.readIndex(readers.length);
      return readers[index] == null
          ? null
          : new Struct(schema).put(fields[index], readers[index].read(in));
    };
  }

  private ValueReader struct(org.apache.avro.Schema avro, Schema schema) {
    ValueReader known = structs.get(schema);
    if (known != null) {
      return known;
    }
    Recursion recursion = new Recursion();
    structs.put(schema, recursion);
    recursion.reader = fields(avro, schema);
    structs.put(schema, recursion.reader);
    return recursion.reader;
  }

  private ValueReader fields(org.apache.avro.Schema avro, Schema schema) {
    List<Field> fields = schema.fields();
    ValueReader[] readers = new ValueReader[fields.size()];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = compile(avro.getFields().get(i).schema(), fields.get(i).schema());
    }
    return new StructReader(schema, readers);
  }
}
