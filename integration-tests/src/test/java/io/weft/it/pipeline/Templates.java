package io.weft.it.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.it.env.Database;
import io.weft.it.env.TestFiles;
import io.weft.postgres.PostgresUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Settings of connectors: the project's own templates, with what is a test's own filled in. */
final class Templates {

  private Templates() {}

  static Map<String, String> source(String pipeline, Database source, String bootstrapServers) {
    return ofSource("source-postgres.json", pipeline, source, bootstrapServers);
  }

  static Map<String, String> copy(String pipeline, Database source, String bootstrapServers) {
    return ofSource("source-copy.json", pipeline, source, bootstrapServers);
  }

  private static Map<String, String> ofSource(
      String file, String pipeline, Database source, String bootstrapServers) {
    PostgresUri uri = source.uri();
    Map<String, String> settings = read(file, bootstrapServers);
    settings.keySet().removeIf(key -> key.startsWith("database."));
    settings.putAll(uri.debezium());
    uri.secrets().forEach((name, value) -> settings.put("database." + name, value));
    settings.put("topic.prefix", pipeline);
    settings.put("slot.name", pipeline);
    settings.put("publication.name", pipeline);
    // every schema
    settings.remove("table.include.list");
    settings.put("schema.exclude.list", "weft");
    return settings;
  }

  static Map<String, String> sink(
      String topicPrefix, String pipeline, Database target, String bootstrapServers) {
    Map<String, String> settings =
        intoTarget("sink-weft.json", topicPrefix, pipeline, target, bootstrapServers);
    settings.put("topics.regex", topicPrefix + "[.].*");
    return settings;
  }

  static Map<String, String> copySink(
      String topicPrefix, String pipeline, Database target, String bootstrapServers) {
    Map<String, String> settings =
        intoTarget("sink-copy.json", topicPrefix, pipeline, target, bootstrapServers);
    settings.put("topics.regex", topicPrefix + "[.]copy[.][^.]+[.].*");
    return settings;
  }

  private static Map<String, String> intoTarget(
      String file, String topicPrefix, String pipeline, Database target, String bootstrapServers) {
    Map<String, String> settings = read(file, bootstrapServers);
    settings.put("connection.url", target.uri().jdbcUrl());
    settings.put("connection.user", target.uri().user());
    settings.remove("connection.password");
    target.uri().password().ifPresent(value -> settings.put("connection.password", value));
    settings.put("pipeline", pipeline);
    settings.put("topic.prefix", topicPrefix);
    settings.put("kafka.bootstrap.servers", bootstrapServers);
    // tests do not wait long for a new topic to be seen, nor for a killed worker's consumer to be
    // given up
    settings.put("consumer.override.metadata.max.age.ms", "500");
    settings.put("consumer.override.session.timeout.ms", "6000");
    settings.put("consumer.override.heartbeat.interval.ms", "1500");
    return settings;
  }

  private static Map<String, String> read(String file, String bootstrapServers) {
    try {
      JsonNode template =
          new ObjectMapper()
              .readTree(TestFiles.project().resolve("connect-configs").resolve(file).toFile());
      Map<String, String> settings = new HashMap<>();
      template
          .path("config")
          .properties()
          .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
      settings.replaceAll(
          (key, value) ->
              key.endsWith(".schema.registry.kafka.bootstrap.servers") ? bootstrapServers : value);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
