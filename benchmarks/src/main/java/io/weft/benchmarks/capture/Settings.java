package io.weft.benchmarks.capture;

import io.weft.benchmarks.env.ConnectConfigs;
import io.weft.connectors.config.CaptureDefaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the connectors are told. Weft's runs on {@code connect-configs/source-postgres.json}; the
 * stock one gets from there, and from Weft's defaults, all that makes it fast too.
 */
final class Settings {

  static final String PUBLICATION = "benchmark";

  private static final String TEMPLATE = "source-postgres.json";

  /** Those of the template that concern the way to Kafka. */
  private static final List<String> SHARED =
      List.of(
          "tasks.max",
          "topic.creation.default.partitions",
          "topic.creation.default.replication.factor",
          "table.include.list",
          "producer.override.compression.type",
          "producer.override.linger.ms",
          "producer.override.batch.size",
          "producer.override.buffer.memory");

  /** Those of Weft's defaults that decide on speed, or on which records there are. */
  private static final List<String> SHARED_DEFAULTS =
      List.of(
          "plugin.name",
          "poll.interval.ms",
          "max.batch.size",
          "max.queue.size",
          "max.queue.size.in.bytes",
          "provide.transaction.metadata",
          "tombstones.on.delete",
          "message.prefix.exclude.list");

  private Settings() {}

  static Map<String, String> weft(String bootstrapServers) {
    Map<String, String> settings = ConnectConfigs.read(TEMPLATE, bootstrapServers);
    settings.keySet().removeIf(key -> key.startsWith("database."));
    settings.putAll(streamOnly());
    return settings;
  }

  static Map<String, String> stock() {
    Map<String, String> settings = shared();
    settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    settings.putAll(streamOnly());
    return settings;
  }

  /** What is the same for all. */
  static Map<String, String> shared() {
    Map<String, String> template = ConnectConfigs.read(TEMPLATE);
    Map<String, String> defaults = CaptureDefaults.complete(Map.of());
    Map<String, String> settings = new HashMap<>();
    SHARED.forEach(key -> settings.put(key, template.get(key)));
    SHARED_DEFAULTS.forEach(key -> settings.put(key, defaults.get(key)));
    return settings;
  }

  private static Map<String, String> streamOnly() {
    return Map.of(
        "snapshot.mode", "no_data",
        "publication.name", PUBLICATION,
        "publication.autocreate.mode", "disabled");
  }
}
