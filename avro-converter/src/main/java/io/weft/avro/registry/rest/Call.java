package io.weft.avro.registry.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request to a registry.
 *
 * @param action what it is to do, for messages: "register a schema under subject 'a'"
 * @param path encoded, from the registry's own address on
 * @param subject whose schemas it concerns; may be unknown
 */
record Call(String action, String path, Optional<String> body, Optional<String> subject) {

  static Call register(String subject, String schema, boolean normalize) {
    return new Call(
        "register a schema under subject '" + subject + "'",
        "/subjects/" + encoded(subject) + "/versions" + query(normalize),
        Optional.of(body(schema)),
        Optional.of(subject));
  }

  static Call lookup(String subject, String schema, boolean normalize) {
    return new Call(
        "look up a schema under subject '" + subject + "'",
        "/subjects/" + encoded(subject) + query(normalize),
        Optional.of(body(schema)),
        Optional.of(subject));
  }

  static Call version(String subject, String version) {
    return new Call(
        "read version " + version + " of subject '" + subject + "'",
        "/subjects/" + encoded(subject) + "/versions/" + version,
        Optional.empty(),
        Optional.of(subject));
  }

  static Call schema(int id, String subject) {
    return new Call(
        "read the schema of id " + id,
        "/schemas/ids/" + id + (subject == null ? "" : "?subject=" + encoded(subject)),
        Optional.empty(),
        Optional.ofNullable(subject));
  }

  private static String body(String schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema).toString();
  }

  private static String query(boolean normalize) {
    return normalize ? "?normalize=true" : "";
  }

  private static String encoded(String text) {
    // Java's encoder is one for forms, which have a plus for a space.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
