package io.weft.embedded;

import java.util.HashMap;
import java.util.Map;

/** How a worker that is alone in its group is set up. */
final class WorkerSettings {

  /**
   * Never to be changed: transactional ids are made of it, and by them a worker that was killed is
   * fenced, and its open transactions ended, when the next one starts.
   */
  private static final String GROUP = "weft";

  private WorkerSettings() {}

  static Map<String, String> of(String bootstrapServers) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("group.id", GROUP);
    settings.put("listeners", "http://127.0.0.1:0");
    settings.put("rest.advertised.host.name", "127.0.0.1");
    settings.put("plugin.discovery", "service_load");
    settings.put("exactly.once.source.support", "enabled");
    settings.put("connector.client.config.override.policy", "All");
    settings.put("config.providers", Secrets.PROVIDER);
    settings.put("config.providers." + Secrets.PROVIDER + ".class", Secrets.class.getName());
    for (String converter : new String[] {"key.converter", "value.converter"}) {
      settings.put(converter, "org.apache.kafka.connect.json.JsonConverter");
      settings.put(converter + ".schemas.enable", "true");
    }
    putTopics(settings);
    putSwiftRestart(settings);
    return settings;
  }

  private static void putTopics(Map<String, String> settings) {
    settings.put("config.storage.topic", "weft-connect-configs");
    settings.put("offset.storage.topic", "weft-connect-offsets");
    settings.put("status.storage.topic", "weft-connect-status");
    settings.put("config.storage.replication.factor", "1");
    settings.put("offset.storage.replication.factor", "1");
    settings.put("status.storage.replication.factor", "1");
    settings.put("offset.storage.partitions", "1");
    settings.put("status.storage.partitions", "1");
  }

  /** A worker that was killed stays in its group for a session; its successor waits for that. */
  private static void putSwiftRestart(Map<String, String> settings) {
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    settings.put("session.timeout.ms", "5000");
    settings.put("heartbeat.interval.ms", "1000");
    settings.put("task.shutdown.graceful.timeout.ms", "10000");
    settings.put("offset.flush.interval.ms", "5000");
  }
}
