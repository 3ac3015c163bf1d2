package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import io.weft.avro.schema.Mapping;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** Which type of a union the values of a Connect schema belong to. */
final class Branches {

  private Branches() {}

  static int indexOf(Schema schema, org.apache.avro.Schema union, Mapping mapping) {
    List<org.apache.avro.Schema> types = union.getTypes();
    for (int i = 0; i < types.size(); i++) {
      if (isFor(schema, types.get(i), mapping)) {
        return i;
      }
    }
    throw WriterCompiler.unfit(schema, union.toString());
  }

  private static boolean isFor(Schema schema, org.apache.avro.Schema type, Mapping mapping) {
    return switch (schema.type()) {
      case INT8, INT16, INT32 ->
          is(type, org.apache.avro.Schema.Type.INT) || is(type, org.apache.avro.Schema.Type.LONG);
      case INT64 -> is(type, org.apache.avro.Schema.Type.LONG);
      case FLOAT32 -> is(type, org.apache.avro.Schema.Type.FLOAT);
      case FLOAT64 -> is(type, org.apache.avro.Schema.Type.DOUBLE);
      case BOOLEAN -> is(type, org.apache.avro.Schema.Type.BOOLEAN);
      case STRING ->
          is(type, org.apache.avro.Schema.Type.STRING)
              || (is(type, org.apache.avro.Schema.Type.ENUM)
                  && type.getFullName().equals(Kinds.enumName(schema)));
      case BYTES ->
          Kinds.isFixed(schema)
              ? is(type, org.apache.avro.Schema.Type.FIXED)
                  && Kinds.hasName(type, schema, mapping)
                  && type.getFixedSize() == Kinds.fixedSize(schema)
              : is(type, org.apache.avro.Schema.Type.BYTES);
      case ARRAY ->
          is(type, org.apache.avro.Schema.Type.ARRAY) && !Kinds.isMapEntry(type.getElementType());
      case MAP ->
          is(type, org.apache.avro.Schema.Type.MAP)
              || (is(type, org.apache.avro.Schema.Type.ARRAY)
                  && Kinds.isMapEntry(type.getElementType()));
      case STRUCT ->
          is(type, org.apache.avro.Schema.Type.RECORD) && Kinds.hasName(type, schema, mapping);
    };
  }

  private static boolean is(org.apache.avro.Schema schema, org.apache.avro.Schema.Type type) {
    return schema.getType() == type;
  }
}
