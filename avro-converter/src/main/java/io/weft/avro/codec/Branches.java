package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Meaning;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** Which types of a union the values of Connect schemas belong to. */
final class Branches {

  /** How a type is one for values, the best first. */
  private enum Fit {
    /** It is the one that their schema maps to. */
    OWN,
    /** It holds them too: a long holds an int. */
    WIDER,
    NONE
  }

  private Branches() {}

  static int indexOf(Schema schema, org.apache.avro.Schema union, Mapping mapping) {
    return indexesOf(List.of(schema), union, mapping)[0];
  }

  /**
   * The type of each schema, no two of which get the same: the type is all that tells a reader
   * which of them a value had.
   */
  static int[] indexesOf(List<Schema> schemas, org.apache.avro.Schema union, Mapping mapping) {
    int[] indexes = new int[schemas.size()];
    Arrays.fill(indexes, -1);
    boolean[] taken = new boolean[union.getTypes().size()];
    for (Fit fit : List.of(Fit.OWN, Fit.WIDER)) {
      for (int i = 0; i < indexes.length; i++) {
        for (int type = 0; type < taken.length && indexes[i] < 0; type++) {
          if (!taken[type] && fit(schemas.get(i), union.getTypes().get(type), mapping) == fit) {
            indexes[i] = type;
            taken[type] = true;
          }
        }
      }
    }
    for (int i = 0; i < indexes.length; i++) {
      if (indexes[i] < 0) {
        throw Fitting.refused(schemas.get(i), union);
      }
    }
    return indexes;
  }

  private static Fit fit(Schema schema, org.apache.avro.Schema type, Mapping mapping) {
    return switch (type.getType()) {
      case INT -> own(isInt(schema));
      case LONG -> isInt(schema) ? Fit.WIDER : own(schema.type() == Schema.Type.INT64);
      case FLOAT -> own(schema.type() == Schema.Type.FLOAT32);
      case DOUBLE -> own(schema.type() == Schema.Type.FLOAT64);
      case BOOLEAN -> own(schema.type() == Schema.Type.BOOLEAN);
      case STRING ->
          Kinds.enumName(schema) == null ? own(schema.type() == Schema.Type.STRING) : Fit.WIDER;
      case ENUM -> own(type.getFullName().equals(Kinds.enumName(schema)));
      case BYTES -> own(schema.type() == Schema.Type.BYTES && !Kinds.isFixed(schema));
      case FIXED -> own(Kinds.isFixed(schema) && isFixed(schema, type, mapping));
      case ARRAY ->
          Kinds.isMapEntry(type.getElementType())
              ? map(schema, !isAvroMap(schema, mapping))
              : own(schema.type() == Schema.Type.ARRAY);
      case MAP -> map(schema, isAvroMap(schema, mapping));
      case RECORD ->
          own(schema.type() == Schema.Type.STRUCT && Kinds.hasName(type, schema, mapping));
      case NULL, UNION -> Fit.NONE;
    };
  }

  /** All decimals have one name in Connect, which counts for nothing in Avro. */
  private static boolean isFixed(Schema schema, org.apache.avro.Schema type, Mapping mapping) {
    boolean isOf =
        Kinds.isDecimal(schema)
            ? Meaning.isKept(schema, type)
            : Kinds.hasName(type, schema, mapping);
    return isOf && type.getFixedSize() == Kinds.fixedSize(schema);
  }

  private static boolean isInt(Schema schema) {
    return switch (schema.type()) {
      case INT8, INT16, INT32 -> true;
      default -> false;
    };
  }

  private static boolean isAvroMap(Schema schema, Mapping mapping) {
    return schema.type() == Schema.Type.MAP && Kinds.isAvroMap(schema, mapping);
  }

  private static Fit map(Schema schema, boolean own) {
    if (schema.type() != Schema.Type.MAP) {
      return Fit.NONE;
    }
    return own ? Fit.OWN : Fit.WIDER;
  }

  private static Fit own(boolean own) {
    return own ? Fit.OWN : Fit.NONE;
  }
}
