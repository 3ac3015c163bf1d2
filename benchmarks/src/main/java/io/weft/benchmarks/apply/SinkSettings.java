package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.ConnectConfigs;
import io.weft.benchmarks.env.Rivals;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the sinks are told: Weft's runs on {@code connect-configs/sink-weft.json}. */
public final class SinkSettings {

  /** Those that make the rival fast, found by trying; it reads as many records at once as Weft. */
  private static final Map<String, String> JDBC =
      Map.ofEntries(
          Map.entry("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"),
          Map.entry("tasks.max", "4"),
          Map.entry("insert.mode", "upsert"),
          Map.entry("delete.enabled", "true"),
          Map.entry("truncate.enabled", "true"),
          Map.entry("primary.key.mode", "record_key"),
          Map.entry("schema.evolution", "none"),
          Map.entry("collection.name.format", "${source.table}"),
          Map.entry("use.reduction.buffer", "true"),
          Map.entry("batch.size", "5000"),
          Map.entry("dialect.postgres.unnest.insert.enabled", "true"),
          Map.entry("connection.pool.max_size", "8"));

  private static final Map<String, String> CONSUMER =
      Map.of(
          "consumer.override.max.poll.records", "10000",
          "consumer.override.max.partition.fetch.bytes", "16777216",
          "consumer.override.fetch.max.bytes", "67108864");

  private SinkSettings() {}

  static Map<String, String> weft(Contestant.Race race) {
    Map<String, String> settings = template(race);
    settings.put("connection.url", race.target().uri().jdbcUrl());
    settings.put("connection.user", race.target().uri().user());
    settings.put("pipeline", race.name());
    String prefix = Capture.WEFT.topicPrefix(race.history().workload());
    settings.put("topic.prefix", prefix);
    settings.put("topics.regex", prefix + "[.].*");
    settings.put("kafka.bootstrap.servers", race.bootstrapServers());
    return settings;
  }

  static Map<String, String> jdbc(Contestant.Race race) {
    Map<String, String> settings = template(race);
    settings
        .keySet()
        .removeIf(key -> !key.contains("converter") && !key.startsWith("consumer.override."));
    settings.keySet().removeIf(key -> key.endsWith("unreadable.records"));
    settings.putAll(JDBC);
    settings.putAll(CONSUMER);
    settings.put(
        "connection.url",
        withParameters(
            race.target().uri().jdbcUrl(), "stringtype=unspecified&reWriteBatchedInserts=true"));
    settings.put("connection.username", race.target().uri().user());
    settings.put("connection.password", "none");
    settings.put(
        "topics.regex", Capture.STOCK.topicPrefix(race.history().workload()) + "[.]public[.].*");
    return settings;
  }

  private static Map<String, String> template(Contestant.Race race) {
    Map<String, String> settings = ConnectConfigs.read("sink-weft.json", race.bootstrapServers());
    settings.remove("connection.password");
    return settings;
  }

  /**
   * What the worker is told.
   *
   * @param rivals whether it has the rivals' plugins
   */
  static Map<String, String> worker(boolean rivals) {
    return rivals
        ? Map.of("plugin.path", Rivals.plugins().toString(), "plugin.discovery", "hybrid_warn")
        : Map.of();
  }

  /** The rival's settings, for the record of results. */
  public static Map<String, String> jdbcSettings() {
    Map<String, String> settings = new HashMap<>(JDBC);
    settings.putAll(CONSUMER);
    return new TreeMap<>(settings);
  }

  private static String withParameters(String url, String parameters) {
    return url + (url.contains("?") ? "&" : "?") + parameters;
  }
}
