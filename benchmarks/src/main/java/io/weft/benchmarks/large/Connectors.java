package io.weft.benchmarks.large;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.benchmarks.env.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The settings under {@code connect-configs}, with the benchmark's own databases put in. */
final class Connectors {

  static final String NAME = "large";

  private Connectors() {}

  static Map<String, String> source(Database source) {
    Map<String, String> settings = read("source-postgres.json");
    settings.keySet().removeIf(key -> key.startsWith("database."));
    settings.putAll(source.uri().debezium());
    settings.put("topic.prefix", NAME);
    settings.put("slot.name", NAME);
    settings.put("publication.name", NAME);
    return settings;
  }

  static Map<String, String> sink(Database target, String bootstrapServers) {
    Map<String, String> settings = read("sink-weft.json");
    settings.remove("connection.password");
    settings.put("connection.url", target.uri().jdbcUrl());
    settings.put("connection.user", target.uri().user());
    settings.put("pipeline", NAME);
    settings.put("topic.prefix", NAME);
    settings.put("topics.regex", NAME + "[.].*");
    settings.put("kafka.bootstrap.servers", bootstrapServers);
    // The topic of the rows comes into being with the first of them.
    settings.put("consumer.override.metadata.max.age.ms", "500");
    return settings;
  }

  private static Map<String, String> read(String file) {
    try (InputStream in = Connectors.class.getResourceAsStream("/connect-configs/" + file)) {
      JsonNode config = new ObjectMapper().readTree(in).path("config");
      Map<String, String> settings = new HashMap<>();
      config.properties().forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException("The class path lacks " + file, e);
    }
  }
}
