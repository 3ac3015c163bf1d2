package io.weft.benchmarks.env;

import java.util.HashMap;
import java.util.Map;

/**
 * Settings of Apicurio's Avro converter with which it is as fast as it can be: ids in the payload
 * as Confluent writes them, not in headers; schemas written whole, not in referenced parts; and
 * what it has looked up is kept for longer than a benchmark lasts.
 */
public final class StockSettings {

  /** The converter's class. */
  public static final String CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";

  private StockSettings() {}

  /** As Debezium's manual sets it up: it registers the schemas that it meets. */
  public static Map<String, String> registering(String registryUrl) {
    Map<String, String> settings = common(registryUrl);
    settings.put("apicurio.registry.auto-register", "true");
    settings.put("apicurio.registry.dereference-schema", "true");
    return settings;
  }

  /**
   * It writes with the latest schema that is registered for the topic, which spares it the look at
   * the change's own. Somebody else must have registered it, and nobody may alter the table.
   */
  public static Map<String, String> findingLatest(String registryUrl) {
    Map<String, String> settings = common(registryUrl);
    settings.put("apicurio.registry.auto-register", "false");
    settings.put("apicurio.registry.find-latest", "true");
    return settings;
  }

  private static Map<String, String> common(String registryUrl) {
    Map<String, String> settings = new HashMap<>();
    settings.put("apicurio.registry.url", registryUrl);
    settings.put("apicurio.registry.as-confluent", "true");
    settings.put("apicurio.registry.headers.enabled", "false");
    settings.put("apicurio.registry.check-period-ms", "86400000");
    return settings;
  }
}
