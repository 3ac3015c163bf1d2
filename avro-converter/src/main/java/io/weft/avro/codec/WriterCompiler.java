package io.weft.avro.codec;

import io.weft.avro.schema.Anything;
import io.weft.avro.schema.Kinds;
import io.weft.avro.schema.LogicalValues;
import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Unions;
import java.math.BigDecimal;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Compiles the writers of a Connect schema by an Avro schema: by the one that is derived from it,
 * or by one that a registry holds, if that has a place for every value.
 */
final class WriterCompiler {

  private final Mapping mapping;

  /** The structs around what is compiled, for those that contain themselves. */
  private final IdentityHashMap<Schema, Recursion> open = new IdentityHashMap<>();

  /** Stands for a writer that is not yet compiled. */
  private static final class Recursion implements ValueWriter {

    private ValueWriter writer;

    @Override
    public void write(Object value, AvroOutput out) {
      out.enter();
      writer.write(value, out);
      out.leave();
    }
  }

  WriterCompiler(Mapping mapping) {
    this.mapping = mapping;
  }

  /** A whole record that is bytes only is written without a length, as Confluent's is. */
  ValueWriter rawBytes(Schema schema) {
    requireType(schema != null && schema.type() == Schema.Type.BYTES, schema, "bytes");
    if (Kinds.isDecimal(schema)) {
      int scale = Kinds.scale(schema);
      return (value, out) ->
          out.writeRaw(LogicalValues.unscaled(cast(value, BigDecimal.class, schema), scale));
    }
    return Bytes.raw(schema);
  }

  ValueWriter compile(Schema schema, org.apache.avro.Schema avro) {
    if (schema == null) {
      requireType(avro.equals(Anything.SCHEMA), null, avro.getFullName());
      return new AnythingWriter();
    }
    if (avro.getType() != org.apache.avro.Schema.Type.UNION) {
      return plain(schema, avro);
    }
    return Kinds.isUnion(schema) ? union(schema, avro) : branch(schema, avro);
  }

  private ValueWriter branch(Schema schema, org.apache.avro.Schema union) {
    int index = Branches.indexOf(schema, union, mapping);
    org.apache.avro.Schema type = union.getTypes().get(index);
    int nullIndex = Unions.nullIndex(union);
    return new NullableWriter(schema, nullIndex, index, plain(schema, type));
  }

  private ValueWriter union(Schema schema, org.apache.avro.Schema avro) {
    List<Schema> branches = schema.fields().stream().map(Field::schema).toList();
    int[] indexes = Branches.indexesOf(branches, avro, mapping);
    ValueWriter[] writers = new ValueWriter[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      writers[i] = plain(branches.get(i), avro.getTypes().get(indexes[i]));
    }
    return new UnionWriter(schema, Unions.nullIndex(avro), indexes, writers);
  }

  private ValueWriter plain(Schema schema, org.apache.avro.Schema avro) {
    return switch (schema.type()) {
      case INT8, INT16, INT32 -> integer(schema, avro);
      case INT64 -> {
        requireType(avro.getType() == org.apache.avro.Schema.Type.LONG, schema, avro.getName());
        yield Timestamp.LOGICAL_NAME.equals(schema.name())
            ? (value, out) ->
                out.writeLong(LogicalValues.millis(cast(value, java.util.Date.class, schema)))
            : (value, out) -> out.writeLong(cast(value, Long.class, schema));
      }
      case FLOAT32 -> {
        requireType(avro.getType() == org.apache.avro.Schema.Type.FLOAT, schema, avro.getName());
        yield (value, out) -> out.writeFloat(cast(value, Float.class, schema));
      }
      case FLOAT64 -> {
        requireType(avro.getType() == org.apache.avro.Schema.Type.DOUBLE, schema, avro.getName());
        yield (value, out) -> out.writeDouble(cast(value, Double.class, schema));
      }
      case BOOLEAN -> {
        requireType(avro.getType() == org.apache.avro.Schema.Type.BOOLEAN, schema, avro.getName());
        yield (value, out) -> out.writeBoolean(cast(value, Boolean.class, schema));
      }
      case STRING -> string(schema, avro);
      case BYTES -> Bytes.writer(schema, avro);
      case ARRAY -> {
        requireType(avro.getType() == org.apache.avro.Schema.Type.ARRAY, schema, avro.getName());
        yield new ArrayWriter(schema, compile(schema.valueSchema(), avro.getElementType()));
      }
      case MAP -> map(schema, avro);
      case STRUCT -> struct(schema, avro);
    };
  }

  private static ValueWriter integer(Schema schema, org.apache.avro.Schema avro) {
    boolean asLong = avro.getType() == org.apache.avro.Schema.Type.LONG;
    requireType(
        asLong || avro.getType() == org.apache.avro.Schema.Type.INT, schema, avro.getName());
    // Both have one form in Avro, so an int may be written where a long is read.
    if (schema.type() == Schema.Type.INT8) {
      return (value, out) -> out.writeInt(cast(value, Byte.class, schema));
    } else if (schema.type() == Schema.Type.INT16) {
      return (value, out) -> out.writeInt(cast(value, Short.class, schema));
    } else if (Date.LOGICAL_NAME.equals(schema.name())) {
      return (value, out) ->
          out.writeInt(LogicalValues.days(cast(value, java.util.Date.class, schema)));
    } else if (Time.LOGICAL_NAME.equals(schema.name())) {
      return (value, out) ->
          out.writeInt(LogicalValues.millisOfDay(cast(value, java.util.Date.class, schema)));
    }
    return (value, out) -> out.writeInt(cast(value, Integer.class, schema));
  }

  private static ValueWriter string(Schema schema, org.apache.avro.Schema avro) {
    if (avro.getType() == org.apache.avro.Schema.Type.ENUM) {
      return (value, out) -> {
        String symbol = cast(value, String.class, schema);
        if (!avro.hasEnumSymbol(symbol)) {
          throw new ValueException("a symbol that the enum " + avro.getFullName() + " lacks");
        }
        out.writeInt(avro.getEnumOrdinal(symbol));
      };
    }
    requireType(avro.getType() == org.apache.avro.Schema.Type.STRING, schema, avro.getName());
    return new TextWriter(schema);
  }

  private ValueWriter map(Schema schema, org.apache.avro.Schema avro) {
    if (avro.getType() == org.apache.avro.Schema.Type.MAP) {
      requireType(schema.keySchema().type() == Schema.Type.STRING, schema, avro.getName());
      return new MapWriter(
          schema,
          (key, out) -> out.writeString(cast(key, String.class, schema.keySchema())),
          compile(schema.valueSchema(), avro.getValueType()));
    }
    requireType(
        avro.getType() == org.apache.avro.Schema.Type.ARRAY
            && Kinds.isMapEntry(avro.getElementType()),
        schema,
        avro.getName());
    List<org.apache.avro.Schema.Field> entry = avro.getElementType().getFields();
    return new MapWriter(
        schema,
        compile(schema.keySchema(), entry.get(0).schema()),
        compile(schema.valueSchema(), entry.get(1).schema()));
  }

  private ValueWriter struct(Schema schema, org.apache.avro.Schema avro) {
    requireType(avro.getType() == org.apache.avro.Schema.Type.RECORD, schema, avro.getName());
    Recursion around = open.get(schema);
    if (around != null) {
      return around;
    }
    Recursion recursion = new Recursion();
    open.put(schema, recursion);
    recursion.writer = StructWriter.compile(schema, avro, mapping, this);
    open.remove(schema);
    return recursion.writer;
  }

  static <T> T cast(Object value, Class<T> type, Schema schema) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw ValueException.expected(schema.name() == null ? schema.type() : schema.name(), value);
  }

  private static void requireType(boolean fits, Schema schema, String avroName) {
    if (!fits) {
      throw unfit(schema, avroName);
    }
  }

  static DataException unfit(Schema schema, String avroName) {
    return new DataException(
        "The registered Avro schema has the type "
            + avroName
            + " for values of "
            + (schema == null ? "no schema" : "type " + schema.type())
            + ". Register a schema that fits, or let it be registered: auto.register.schemas=true.");
  }
}
