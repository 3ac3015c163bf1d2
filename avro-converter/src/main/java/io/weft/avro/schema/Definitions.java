package io.weft.avro.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The named types that a schema defines. */
final class Definitions {

  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

  private final Map<String, Schema> byName = new HashMap<>();
  private final Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> merged = new HashSet<>();

  private Definitions() {}

  /**
   * Checks that no name is defined in two ways: the schema's text would hold the first only, by
   * which the other's values would be misread.
   */
  static void requireUnambiguous(Schema schema) {
    Definitions definitions = new Definitions();
    definitions.collect(schema);
    if (!definitions.merged.isEmpty()) {
      LOG.warn(
          "{} in the schema of {} has several documentations, defaults or attributes; the first of"
              + " them is written for all",
          definitions.merged,
          schema.getFullName());
    }
  }

  /**
   * Checks that the schema's text is read as the schema. Avro writes a name without its namespace
   * where that is the one around it, and also where the name has none at all.
   */
  static void requireReadable(Schema schema) {
    Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION);
    parser.setValidateDefaults(false);
    String reason = "it is read as another schema";
    try {
      if (SchemaNormalization.toParsingForm(parser.parse(schema.toString()))
          .equals(SchemaNormalization.toParsingForm(schema))) {
        return;
      }
    } catch (AvroRuntimeException | NullPointerException e) { // the latter for an unknown name
      reason = e.getMessage();
    }
    throw new DataException(
        "The text of the Avro schema of "
            + schema.getFullName()
            + " cannot be read again: "
            + reason
            + ". It may have a struct with a namespace around one without; give each the same, for"
            + " example with a transform.");
  }

  private void collect(Schema schema) {
    if (!seen.add(schema)) {
      return;
    }
    if (isNamed(schema)) {
      add(schema);
    }
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(field -> collect(field.schema()));
      case UNION -> schema.getTypes().forEach(this::collect);
      case ARRAY -> collect(schema.getElementType());
      case MAP -> collect(schema.getValueType());
      default -> {}
    }
  }

  private void add(Schema schema) {
    Schema known = byName.putIfAbsent(schema.getFullName(), schema);
    if (known == null) {
      return;
    }
    if (!Sameness.haveSameValues(known, schema)) {
      throw ambiguous(schema.getFullName());
    }
    if (!Sameness.saySame(known, schema)) {
      merged.add(schema.getFullName());
    }
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
        "Two different types have the name "
            + name
            + " in Avro, which tells types apart by their names. Give one of them another name, for"
            + " example with a transform.");
  }
}
