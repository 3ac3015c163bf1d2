package io.weft.benchmarks.large;

import io.weft.benchmarks.env.ConnectConfigs;
import io.weft.benchmarks.env.Database;
import java.util.Map;

/** The settings under {@code connect-configs}, with the benchmark's own databases put in. */
final class Connectors {

  static final String NAME = "large";

  private Connectors() {}

  static Map<String, String> source(Database source, String bootstrapServers) {
    Map<String, String> settings = ConnectConfigs.read("source-postgres.json", bootstrapServers);
    settings.keySet().removeIf(key -> key.startsWith("database."));
    settings.putAll(source.uri().debezium());
    settings.put("topic.prefix", NAME);
    settings.put("slot.name", NAME);
    settings.put("publication.name", NAME);
    return settings;
  }

  static Map<String, String> sink(Database target, String bootstrapServers) {
    Map<String, String> settings = ConnectConfigs.read("sink-weft.json", bootstrapServers);
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
}
