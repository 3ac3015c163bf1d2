package io.weft.avro.registry.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param source its address, fit to be shown
 */
record Answer(String source, int status, HttpHeaders headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether another server, or this one later, may answer otherwise. */
  boolean isTransient() {
    return status >= 500 || status == 408 || status == 429;
  }

  /** The body, if it is an object of JSON. */
  Optional<JsonNode> json() {
    try {
      JsonNode node = JSON.readTree(body);
      return Optional.ofNullable(node).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The registry's own number for an error; 0 if there is none. */
  int errorCode() {
    return json().map(json -> json.path("error_code").asInt(0)).orElse(0);
  }

  /** What the server said about its error, in one line of bounded length. */
  String message() {
    return json()
        .map(json -> json.path("message").asText(""))
        .filter(text -> !text.isBlank())
        .map(text -> oneLine(text, 2_000) + " (error " + errorCode() + ")")
        .orElseGet(() -> "no reason that a registry would give, but " + content());
  }

  String content() {
    return headers.firstValue("Content-Type").map(type -> oneLine(type, 100)).orElse("a body")
        + " of "
        + body.length()
        + " characters";
  }

  private static String oneLine(String text, int limit) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").trim();
    return line.length() <= limit ? line : line.substring(0, limit) + "…";
  }
}
