package io.weft.avro.schema;

import org.apache.avro.Schema;

/**
 * How Avro's unions appear in Connect: as an optional schema, or as a struct of optional fields.
 */
public final class Unions {

  private Unions() {}

  /** Whether a union is null and one other type, which Connect calls optional. */
  public static boolean isNullable(Schema union) {
    return union.getTypes().size() == 2 && nullIndex(union) >= 0;
  }

  /** The type beside null. */
  public static Schema nullableType(Schema union) {
    return union.getTypes().get(1 - nullIndex(union));
  }

  /** Where null stands in a union, or -1. */
  public static int nullIndex(Schema union) {
    for (int i = 0; i < union.getTypes().size(); i++) {
      if (union.getTypes().get(i).getType() == Schema.Type.NULL) {
        return i;
      }
    }
    return -1;
  }

  /** The field of the struct that holds a value of this type. */
  static String fieldName(Schema type, int index, Mapping mapping) {
    if (mapping.generalizedSumTypes()) {
      return Notation.GENERALIZED_UNION_FIELD + index;
    }
    return switch (type.getType()) {
      case RECORD, ENUM, FIXED -> mapping.enhancedSchemas() ? type.getFullName() : type.getName();
      default -> type.getType().getName();
    };
  }
}
