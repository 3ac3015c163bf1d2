package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.ConnectConfigs;
import io.weft.benchmarks.env.Database;
import java.util.HashMap;
import java.util.Map;

/** Who brings the changes to Kafka. A sink reads what it was made for; the converter is one. */
enum Capture {
  /** Weft's source, as {@code connect-configs/source-postgres.json} sets it up. */
  WEFT {
    @Override
    Map<String, String> settings(Database source, Workload workload, String bootstrapServers) {
      return common(source, workload, bootstrapServers);
    }
  },
  /**
   * Debezium's source, for Debezium's sink, in the form of numbers which that sink writes fastest
   * without loss.
   */
  STOCK {
    @Override
    Map<String, String> settings(Database source, Workload workload, String bootstrapServers) {
      Map<String, String> settings = common(source, workload, bootstrapServers);
      settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
      settings.put("plugin.name", "pgoutput");
      settings.put("decimal.handling.mode", workload.fitsDoubles() ? "double" : "precise");
      settings.put("tombstones.on.delete", "false");
      settings.put("max.batch.size", "16384");
      settings.put("max.queue.size", "65536");
      settings.put("poll.interval.ms", "20");
      settings.put("heartbeat.interval.ms", "1000");
      settings.remove("transaction.boundary");
      return settings;
    }
  };

  abstract Map<String, String> settings(
      Database source, Workload workload, String bootstrapServers);

  /** The prefix of the topics. */
  String topicPrefix(Workload workload) {
    return name().toLowerCase(java.util.Locale.ROOT) + "_" + workload.label();
  }

  /** The slot that it reads. */
  String slot(Workload workload) {
    return "capture_" + topicPrefix(workload);
  }

  Map<String, String> common(Database source, Workload workload, String bootstrapServers) {
    Map<String, String> settings =
        new HashMap<>(ConnectConfigs.read("source-postgres.json", bootstrapServers));
    settings.keySet().removeIf(key -> key.startsWith("database."));
    settings.putAll(source.uri().debezium());
    settings.put("topic.prefix", topicPrefix(workload));
    settings.put("slot.name", slot(workload));
    settings.put("publication.name", History.PUBLICATION);
    settings.put("publication.autocreate.mode", "disabled");
    settings.put("table.include.list", "public[.](" + String.join("|", workload.tables()) + ")");
    settings.put("snapshot.mode", "no_data");
    return settings;
  }
}
