package io.weft.avro.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.connect.errors.DataException;

/** The named types that a schema defines. */
final class Definitions {

  private Definitions() {}

  /**
   * Checks that no name is defined in two ways: the schema's text would hold the first only, by
   * which the other's values would be misread.
   */
  static void requireUnambiguous(Schema schema) {
    collect(schema, new HashMap<>(), Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void collect(Schema schema, Map<String, Schema> byName, Set<Schema> seen) {
    if (!seen.add(schema)) {
      return;
    }
    if (isNamed(schema)) {
      Schema known = byName.putIfAbsent(schema.getFullName(), schema);
      if (known != null && !isSame(known, schema)) {
        throw ambiguous(schema.getFullName());
      }
    }
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(field -> collect(field.schema(), byName, seen));
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, byName, seen));
      case ARRAY -> collect(schema.getElementType(), byName, seen);
      case MAP -> collect(schema.getValueType(), byName, seen);
      default -> {}
    }
  }

  private static boolean isSame(Schema one, Schema other) {
    return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other));
  }

  /** Whether Avro writes a schema's name only where it appears again. */
  static boolean isNamed(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> true;
      case UNION -> schema.getTypes().stream().anyMatch(Definitions::isNamed);
      default -> false;
    };
  }

  static DataException ambiguous(String name) {
    return new DataException(
        "Two different structs have the name "
            + name
            + ", and Avro tells records apart by their names. Give one of them another name, for"
            + " example with a transform.");
  }
}
