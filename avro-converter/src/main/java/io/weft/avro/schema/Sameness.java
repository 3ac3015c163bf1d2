package io.weft.avro.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Compares two definitions of one name. */
final class Sameness {

  /** The properties by which a value is told from another of the same form. */
  private static final List<String> DECISIVE =
      List.of(
          Notation.LOGICAL_TYPE,
          Notation.SCALE,
          Notation.CONNECT_TYPE,
          Notation.CONNECT_INTERNAL_TYPE,
          Notation.CONNECT_NAME);

  private Sameness() {}

  /** Whether what is written by one definition is read as the same by the other. */
  static boolean haveSameValues(Schema one, Schema other) {
    return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other))
        && haveSameMeaning(one, other)
        && (one.getType() != Schema.Type.RECORD || fields(one, other, Sameness::haveSameValues));
  }

  private static boolean haveSameValues(Schema.Field one, Schema.Field other) {
    return haveSame(Notation.FIELD_NAME, one, other)
        && types(one.schema(), other.schema(), Sameness::haveSameMeaning);
  }

  /** Decimals of one form may differ in their scale, and numbers in the name of what they count. */
  private static boolean haveSameMeaning(Schema one, Schema other) {
    return DECISIVE.stream().allMatch(property -> haveSame(property, one, other));
  }

  private static boolean haveSame(String property, JsonProperties one, JsonProperties other) {
    return Objects.equals(one.getObjectProp(property), other.getObjectProp(property));
  }

  /**
   * Whether two definitions, of which the values are the same, also have the same documentation,
   * defaults and attributes.
   */
  static boolean saySame(Schema one, Schema other) {
    return Objects.equals(one.getDoc(), other.getDoc())
        && attributes(one).equals(attributes(other))
        && (one.getType() != Schema.Type.RECORD || fields(one, other, Sameness::saySame));
  }

  private static boolean saySame(Schema.Field one, Schema.Field other) {
    return Objects.equals(one.doc(), other.doc())
        && Objects.deepEquals(one.defaultVal(), other.defaultVal())
        && one.getObjectProps().equals(other.getObjectProps())
        && types(
            one.schema(),
            other.schema(),
            (a, b) -> Definitions.isNamed(a) || a.getObjectProps().equals(b.getObjectProps()));
  }

  /** But for the parameters, which stand at each field that has the type. */
  private static Map<String, Object> attributes(Schema schema) {
    Map<String, Object> attributes = new HashMap<>(schema.getObjectProps());
    attributes.remove(Notation.CONNECT_PARAMETERS);
    return attributes;
  }

  private static boolean fields(
      Schema one, Schema other, BiPredicate<Schema.Field, Schema.Field> same) {
    return IntStream.range(0, one.getFields().size())
        .allMatch(i -> same.test(one.getFields().get(i), other.getFields().get(i)));
  }

  /** Compares the types around and within; named ones are compared for themselves. */
  private static boolean types(Schema one, Schema other, BiPredicate<Schema, Schema> same) {
    return same.test(one, other)
        && switch (one.getType()) {
          case UNION ->
              IntStream.range(0, one.getTypes().size())
                  .allMatch(i -> types(one.getTypes().get(i), other.getTypes().get(i), same));
          case ARRAY -> types(one.getElementType(), other.getElementType(), same);
          case MAP -> types(one.getValueType(), other.getValueType(), same);
          default -> true;
        };
  }
}
