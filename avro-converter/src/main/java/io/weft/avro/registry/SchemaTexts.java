package io.weft.avro.registry;

import java.util.List;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Reads the schemas that a registry holds. */
public final class SchemaTexts {

  private SchemaTexts() {}

  /**
   * Reads a schema. Names and default values are not checked, as no registry of Confluent's kind
   * does for schemas that it already holds: what was once registered must stay readable.
   *
   * @param references texts of the schemas whose names the text uses, each after those it uses
   * @param what the schema's name for the message
   * @throws RegistryException if it is not an Avro schema
   */
  public static Schema parse(String text, List<String> references, String what) {
    Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION);
    parser.setValidateDefaults(false);
    try {
      references.forEach(parser::parse);
      return parser.parse(text);
    } catch (RuntimeException e) { // Avro's own, but a NullPointerException for a lone unknown name
      throw new RegistryException(
          what
              + " cannot be read as an Avro schema: "
              + e.getMessage()
              + ". Look at it in the registry.",
          e);
    }
  }
}
