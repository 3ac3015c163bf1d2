package io.weft.avro.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.SchemaTexts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;

/** Puts a schema together with those it refers to, which are read from the registry too. */
final class References {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_COUNT = 1_000;

  private final Function<Call, Reply> registry;

  References(Function<Call, Reply> registry) {
    this.registry = registry;
  }

  /**
   * The schema of a registry's reply.
   *
   * @throws RegistryException if it, or one it refers to, is not an Avro schema
   */
  Schema resolve(Reply reply) {
    String what =
        "The schema from " + reply.answer().source() + " (asked to " + reply.call().action() + ")";
    String text = text(reply.json(), what);
    List<String> texts = new ArrayList<>();
    collect(reply.json(), what, new Found(texts, new HashSet<>()), 1);
    return SchemaTexts.parse(text, texts, what);
  }

  /** Depth first, so that each text comes after those that it needs. */
  private void collect(JsonNode schema, String what, Found found, int depth) {
    for (JsonNode reference : schema.path("references")) {
      String subject = reference.path("subject").asText();
      String version = Integer.toString(reference.path("version").asInt());
      if (!found.names.add(subject + "/" + version)) {
        continue;
      }
      if (depth > MAX_DEPTH || found.names.size() > MAX_COUNT) {
        throw new RegistryException(
            what
                + " refers to more than "
                + MAX_COUNT
                + " others, or deeper than "
                + MAX_DEPTH
                + " levels. Look at its references in the registry.");
      }
      String name = "Version " + version + " of subject '" + subject + "'";
      JsonNode other = registry.apply(Call.version(subject, version)).json();
      String text = text(other, name);
      collect(other, name, found, depth + 1);
      found.texts.add(text);
    }
  }

  private static String text(JsonNode schema, String what) {
    String type = schema.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException(
          what
              + " is of type "
              + type
              + ", expected AVRO. Read this topic with the converter of that type.");
    }
    JsonNode text = schema.path("schema");
    if (!text.isTextual()) {
      throw new RegistryException(
          what
              + " has no text: the registry's answer has no field 'schema'. Check that"
              + " schema.registry.url leads to a registry.");
    }
    return text.textValue();
  }

  private record Found(List<String> texts, Set<String> names) {}
}
