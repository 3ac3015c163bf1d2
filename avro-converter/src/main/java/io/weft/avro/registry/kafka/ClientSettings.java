package io.weft.avro.registry.kafka;

import io.weft.avro.registry.RegistryConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the clients that reach the schemas' topic: the user's, with ours on top. */
final class ClientSettings {

  private static final int TIMEOUT_MS = 30_000;
  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final String TIMEOUT_KEY = CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG;

  private final Map<String, Object> common;
  private final int timeoutMs;

  ClientSettings(RegistryConfig config) {
    this.common = config.kafkaClient();
    Object timeout = common.getOrDefault(TIMEOUT_KEY, TIMEOUT_MS);
    this.timeoutMs = (Integer) ConfigDef.parseType(TIMEOUT_KEY, timeout, ConfigDef.Type.INT);
    common.put(TIMEOUT_KEY, timeoutMs);
    common.putIfAbsent(
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.min(REQUEST_TIMEOUT_MS, timeoutMs));
  }

  /** The brokers' names and ports. */
  List<String> servers() {
    String key = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    List<?> servers = (List<?>) ConfigDef.parseType(key, common.get(key), ConfigDef.Type.LIST);
    return servers.stream().map(String::valueOf).toList();
  }

  /** For how long a call waits for Kafka, at each step. */
  Duration timeout() {
    return Duration.ofMillis(timeoutMs);
  }

  Map<String, Object> admin() {
    return new HashMap<>(common);
  }

  Map<String, Object> consumer() {
    Map<String, Object> settings = new HashMap<>(common);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return settings;
  }

  Map<String, Object> producer() {
    Map<String, Object> settings = new HashMap<>(common);
    settings.remove(TIMEOUT_KEY);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMs);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return settings;
  }
}
