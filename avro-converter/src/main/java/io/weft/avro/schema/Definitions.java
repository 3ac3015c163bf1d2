package io.weft.avro.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.connect.errors.DataException;

/** The named types that a schema defines. */
final class Definitions {

  /** The properties by which the values of one form are told apart. */
  private static final List<String> DECISIVE =
      List.of(
          Notation.LOGICAL_TYPE,
          Notation.SCALE,
          Notation.CONNECT_TYPE,
          Notation.CONNECT_INTERNAL_TYPE);

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
    return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other))
        && (one.getType() == Schema.Type.RECORD
            ? haveSameFields(one.getFields(), other.getFields())
            : haveSameMeaning(one, other));
  }

  private static boolean haveSameFields(List<Schema.Field> one, List<Schema.Field> other) {
    return IntStream.range(0, one.size())
        .allMatch(
            i ->
                haveSame(Notation.FIELD_NAME, one.get(i), other.get(i))
                    && haveSameMeaning(one.get(i).schema(), other.get(i).schema()));
  }

  /**
   * Whether a value means the same by either of two types of one form, such as decimals, which may
   * differ in their scale. Records are compared for themselves.
   */
  private static boolean haveSameMeaning(Schema one, Schema other) {
    return DECISIVE.stream().allMatch(property -> haveSame(property, one, other))
        && switch (one.getType()) {
          case UNION ->
              IntStream.range(0, one.getTypes().size())
                  .allMatch(i -> haveSameMeaning(one.getTypes().get(i), other.getTypes().get(i)));
          case ARRAY -> haveSameMeaning(one.getElementType(), other.getElementType());
          case MAP -> haveSameMeaning(one.getValueType(), other.getValueType());
          default -> true;
        };
  }

  private static boolean haveSame(String property, JsonProperties one, JsonProperties other) {
    return Objects.equals(one.getObjectProp(property), other.getObjectProp(property));
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
