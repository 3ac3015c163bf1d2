package io.weft.benchmarks.capture;

import io.weft.benchmarks.env.Rivals;
import io.weft.benchmarks.env.StockSettings;
import io.weft.connectors.config.CaptureDefaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who captures. */
public enum Contestant {
  /** Weft's connector, with all its promises, and Weft's Avro without a registry. */
  WEFT("weft") {
    @Override
    Map<String, String> worker() {
      return Map.of();
    }

    @Override
    Map<String, String> connector(Services services) {
      return Settings.weft(services.bootstrapServers());
    }
  },
  /** The same, but that values are left to Debezium: what it costs to carry each without loss. */
  WEFT_WITHOUT_CONVERTER("weftWithoutConverter") {
    @Override
    Map<String, String> worker() {
      return Map.of();
    }

    @Override
    Map<String, String> connector(Services services) {
      return Settings.weft(services.bootstrapServers());
    }

    @Override
    List<String> jvmOptions() {
      return List.of("-D" + CaptureDefaults.VALUES_OF_DEBEZIUM + "=true");
    }
  },
  /** Debezium's connector as it comes, and Apicurio's Avro. */
  STOCK_AVRO("stockAvro") {
    @Override
    Map<String, String> worker() {
      Map<String, String> settings = new HashMap<>(AT_LEAST_ONCE);
      settings.put("plugin.path", Rivals.plugins().toString());
      // The converter's jar does not announce it as the worker's own plugins are announced.
      settings.put("plugin.discovery", "hybrid_warn");
      return settings;
    }

    @Override
    Map<String, String> connector(Services services) {
      Map<String, String> settings = Settings.stock();
      putConverters(
          settings, StockSettings.CONVERTER, StockSettings.registering(services.registryUrl()));
      return settings;
    }
  },
  /** Debezium's connector as it comes, and Kafka's JSON without schemas. */
  STOCK_JSON("stockJson") {
    @Override
    Map<String, String> worker() {
      return AT_LEAST_ONCE;
    }

    @Override
    Map<String, String> connector(Services services) {
      Map<String, String> settings = Settings.stock();
      putConverters(
          settings,
          "org.apache.kafka.connect.json.JsonConverter",
          Map.of("schemas.enable", "false"));
      return settings;
    }
  };

  /** Stock Debezium gains nothing from Kafka transactions, so it need not pay for them. */
  private static final Map<String, String> AT_LEAST_ONCE =
      Map.of("exactly.once.source.support", "disabled");

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  /** What connectors and converters connect to. */
  record Services(String bootstrapServers, String registryUrl) {}

  /** What its worker needs, beside what every worker has. */
  abstract Map<String, String> worker();

  /** What its worker's JVM is told, beside what every worker's is. */
  List<String> jvmOptions() {
    return List.of();
  }

  /** Its connector's settings, without those of a single run. */
  abstract Map<String, String> connector(Services services);

  /** Its name in the results. */
  public String label() {
    return label;
  }

  /** Whether every record is in a Kafka transaction. */
  boolean isExactlyOnce() {
    return this == WEFT || this == WEFT_WITHOUT_CONVERTER;
  }

  private static void putConverters(
      Map<String, String> settings, String type, Map<String, String> converter) {
    for (String key : new String[] {"key.converter", "value.converter"}) {
      settings.keySet().removeIf(name -> name.startsWith(key));
      settings.put(key, type);
      converter.forEach((name, value) -> settings.put(key + "." + name, value));
    }
  }
}
