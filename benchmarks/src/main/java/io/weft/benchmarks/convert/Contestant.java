package io.weft.benchmarks.convert;

import io.weft.avro.AvroConverter;
import io.weft.benchmarks.env.StockSettings;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;

/** The converters, each with its best settings. */
public enum Contestant {
  /** Weft's Avro converter, as {@code connect-configs} sets it up. */
  WEFT("weft", true) {
    @Override
    Converter open(String registryUrl) {
      AvroConverter converter = new AvroConverter(new MemoryRegistry());
      converter.configure(
          Map.of(
              "schema.registry.url", "http://unused",
              "ignore.default.for.nullables", "true",
              "preserve.invalid.names", "true"),
          false);
      return converter;
    }
  },
  /** Apicurio's, which registers what it meets. */
  STOCK("stock", true) {
    @Override
    Converter open(String registryUrl) {
      return StockConverter.open(StockSettings.registering(registryUrl));
    }
  },
  /** Apicurio's, which looks for the topic's latest schema instead of for the change's own. */
  STOCK_LATEST("stockLatest", true) {
    @Override
    Converter open(String registryUrl) {
      return StockConverter.open(StockSettings.findingLatest(registryUrl));
    }
  },
  /** Kafka's JSON without schemas: it reads maps, not structs. */
  JSON("json", false) {
    @Override
    Converter open(String registryUrl) {
      return json(false);
    }
  },
  /** Kafka's JSON with the schema in every record. */
  JSON_WITH_SCHEMA("jsonWithSchema", true) {
    @Override
    Converter open(String registryUrl) {
      return json(true);
    }
  };

  private final String label;
  private final boolean keepsSchemas;

  Contestant(String label, boolean keepsSchemas) {
    this.label = label;
    this.keepsSchemas = keepsSchemas;
  }

  /**
   * A converter for values.
   *
   * @param registryUrl for those that need a registry's server
   */
  abstract Converter open(String registryUrl);

  /** Its name in the results. */
  String label() {
    return label;
  }

  /** Whether it reads what it has written as the same struct. */
  boolean keepsSchemas() {
    return keepsSchemas;
  }

  private static Converter json(boolean schemas) {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", Boolean.toString(schemas)), false);
    return converter;
  }
}
