package io.weft.avro.registry.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * A record of the schemas' topic: a subject is to have a schema, whose id is to be this one.
 *
 * <p>No two records have the same key, since each has a random part. So compaction never drops one,
 * and which of two claims came first never changes.
 *
 * @param text the schema as JSON
 */
record Claim(String subject, int id, String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Claim {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
    if (id < 1) {
      throw new IllegalArgumentException("id " + id + ", expected one from 1");
    }
  }

  /** A key that no other record has. */
  byte[] newKey() {
    return bytes(head().put("claim", UUID.randomUUID().toString()));
  }

  byte[] value() {
    return bytes(head().put("schema", text));
  }

  private ObjectNode head() {
    return JsonNodeFactory.instance.objectNode().put("subject", subject).put("id", id);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record's value.
   *
   * @param value may be null
   * @throws IllegalArgumentException if it is no claim; its message does not quote it
   */
  static Claim of(byte[] value) {
    if (value == null) {
      throw new IllegalArgumentException("it has no value");
    }
    JsonNode json;
    try {
      json = JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("its value is not JSON", e);
    } catch (IOException e) {
      throw new IllegalStateException("Reading bytes in memory failed", e);
    }
    if (!json.path("subject").isTextual()
        || !json.path("schema").isTextual()
        || !json.path("id").isInt()) {
      throw new IllegalArgumentException("its value lacks a subject, an id or a schema");
    }
    return new Claim(
        json.get("subject").textValue(), json.get("id").intValue(), json.get("schema").textValue());
  }
}
