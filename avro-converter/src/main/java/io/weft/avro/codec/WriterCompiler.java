package io.weft.avro.codec;

import io.weft.avro.schema.Anything;
import io.weft.avro.schema.Kinds;
import io.weft.avro.schema.LogicalValues;
import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Meaning;
import io.weft.avro.schema.Unions;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Compiles the writers of a Connect schema by an Avro schema: by the one that is derived from it,
 * or by one that a registry holds, if that has a place for every value.
 */
final class WriterCompiler {

  private final Mapping mapping;

  /** Those of structs, so that each is compiled once: it may stand in many places. */
  private final Map<Pair, ValueWriter> structs = new HashMap<>();

  /** Two schemas by their identity. */
  private static final class Pair {

    private final Schema schema;
    private final org.apache.avro.Schema avro;

    Pair(Schema schema, org.apache.avro.Schema avro) {
      this.schema = schema;
      this.avro = avro;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // what this class is for
    public boolean equals(Object other) {
      return other instanceof Pair that && that.schema == schema && that.avro == avro;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(schema) + System.identityHashCode(avro);
    }
  }

  /** Stands for the writer of a struct within itself. */
  private static final class Recursion implements ValueWriter {

    private ValueWriter writer;

    @Override
    public void write(Object value, AvroOutput out) {
      writer.write(value, out);
    }
  }

  WriterCompiler(Mapping mapping) {
    this.mapping = mapping;
  }

  /** A whole record that is bytes only is written without a length, as Confluent's is. */
  ValueWriter rawBytes(Schema schema, org.apache.avro.Schema avro) {
    Fitting.require(schema != null && schema.type() == Schema.Type.BYTES, schema, avro);
    Fitting.require(Meaning.isKept(schema, avro), schema, avro);
    if (Kinds.isDecimal(schema)) {
      int scale = Kinds.scale(schema);
      return (value, out) ->
          out.writeRaw(LogicalValues.unscaled(cast(value, BigDecimal.class, schema), scale));
    }
    return Bytes.raw(schema);
  }

  ValueWriter compile(Schema schema, org.apache.avro.Schema avro) {
    if (schema == null) {
      Fitting.require(avro.equals(Anything.SCHEMA), null, avro);
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
    Fitting.require(Meaning.isKept(schema, avro), schema, avro);
    return switch (schema.type()) {
      case INT8, INT16, INT32 -> integer(schema, avro);
      case INT64 -> {
        Fitting.require(avro, org.apache.avro.Schema.Type.LONG, schema);
        yield Timestamp.LOGICAL_NAME.equals(schema.name())
            ? (value, out) ->
                out.writeLong(LogicalValues.millis(cast(value, java.util.Date.class, schema)))
            : (value, out) -> out.writeLong(cast(value, Long.class, schema));
      }
      case FLOAT32 -> {
        Fitting.require(avro, org.apache.avro.Schema.Type.FLOAT, schema);
        yield (value, out) -> out.writeFloat(cast(value, Float.class, schema));
      }
      case FLOAT64 -> {
        Fitting.require(avro, org.apache.avro.Schema.Type.DOUBLE, schema);
        yield (value, out) -> out.writeDouble(cast(value, Double.class, schema));
      }
      case BOOLEAN -> {
        Fitting.require(avro, org.apache.avro.Schema.Type.BOOLEAN, schema);
        yield (value, out) -> out.writeBoolean(cast(value, Boolean.class, schema));
      }
      case STRING -> string(schema, avro);
      case BYTES -> Bytes.writer(schema, avro);
      case ARRAY -> {
        Fitting.require(avro, org.apache.avro.Schema.Type.ARRAY, schema);
        Fitting.require(!isArrayOfEntries(avro), schema, avro);
        yield new ArrayWriter(
            schema,
            compile(schema.valueSchema(), avro.getElementType()),
            Sizes.minBytes(avro.getElementType()));
      }
      case MAP -> map(schema, avro);
      case STRUCT -> struct(schema, avro);
    };
  }

  private static ValueWriter integer(Schema schema, org.apache.avro.Schema avro) {
    boolean asLong = avro.getType() == org.apache.avro.Schema.Type.LONG;
    Fitting.require(asLong || avro.getType() == org.apache.avro.Schema.Type.INT, schema, avro);
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
    Fitting.require(avro, org.apache.avro.Schema.Type.STRING, schema);
    return new TextWriter(schema);
  }

  private ValueWriter map(Schema schema, org.apache.avro.Schema avro) {
    if (avro.getType() == org.apache.avro.Schema.Type.MAP) {
      Fitting.require(schema.keySchema().type() == Schema.Type.STRING, schema, avro);
      return MapWriter.ofMap(
          schema,
          (key, out) -> out.writeString(cast(key, String.class, schema.keySchema())),
          compile(schema.valueSchema(), avro.getValueType()));
    }
    Fitting.require(isArrayOfEntries(avro), schema, avro);
    org.apache.avro.Schema entry = avro.getElementType();
    org.apache.avro.Schema.Field key = entry.getField(Kinds.ENTRY_KEY);
    org.apache.avro.Schema.Field value = entry.getField(Kinds.ENTRY_VALUE);
    Fitting.require(key != null && value != null && entry.getFields().size() == 2, schema, entry);
    return MapWriter.ofEntries(
        schema,
        compile(schema.keySchema(), key.schema()),
        compile(schema.valueSchema(), value.schema()),
        entry);
  }

  private ValueWriter struct(Schema schema, org.apache.avro.Schema avro) {
    Fitting.require(avro, org.apache.avro.Schema.Type.RECORD, schema);
    Pair pair = new Pair(schema, avro);
    ValueWriter known = structs.get(pair);
    if (known != null) {
      return known;
    }
    Recursion recursion = new Recursion();
    structs.put(pair, recursion);
    recursion.writer = StructWriter.compile(schema, avro, mapping, this);
    structs.put(pair, recursion.writer);
    return recursion.writer;
  }

  static <T> T cast(Object value, Class<T> type, Schema schema) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw ValueException.expected(schema.name() == null ? schema.type() : schema.name(), value);
  }

  /** An array of such entries is read as a map, whatever it was. */
  private static boolean isArrayOfEntries(org.apache.avro.Schema avro) {
    return avro.getType() == org.apache.avro.Schema.Type.ARRAY
        && Kinds.isMapEntry(avro.getElementType());
  }
}
