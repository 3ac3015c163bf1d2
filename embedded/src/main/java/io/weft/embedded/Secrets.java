package io.weft.embedded;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Secrets that connectors' settings name as <code>${weft:name}</code>, held in this JVM's memory
 * alone: they reach no file, no topic and no log.
 *
 * <p>Connect makes its own instance; all share one map.
 */
public final class Secrets implements ConfigProvider {

  /** Under which Connect knows it. */
  public static final String PROVIDER = "weft";

  private static final Map<String, String> VALUES = new ConcurrentHashMap<>();

  /** Remembers a secret, in place of an earlier one of the same name. */
  public static void put(String name, String value) {
    VALUES.put(name, value);
  }

  /** How a connector's setting names it. */
  public static String reference(String name) {
    return "${" + PROVIDER + ":" + name + "}";
  }

  @Override
  public ConfigData get(String path) {
    return new ConfigData(Map.of());
  }

  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> found = new ConcurrentHashMap<>();
    for (String key : keys) {
      String value = VALUES.get(key);
      if (value == null) {
        throw new ConfigException("No secret named " + key + " is known to this process");
      }
      found.put(key, value);
    }
    return new ConfigData(found);
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void close() {}
}
