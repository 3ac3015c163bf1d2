package io.weft.avro;

import io.weft.avro.registry.ApicurioServer;
import io.weft.avro.registry.Registries;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SharedBroker;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Converters for tests, and the registries that they use. */
final class Converters {

  /** Where the schemas are. */
  enum Place {
    SERVER {
      @Override
      Map<String, String> settings() {
        return Map.of("schema.registry.url", ApicurioServer.shared().url());
      }
    },
    TOPIC {
      @Override
      Map<String, String> settings() {
        return SharedBroker.settings("schemas-of-converters");
      }
    };

    abstract Map<String, String> settings();

    AvroConverter ofValues(String... keysAndValues) {
      return converter(false, settings(), keysAndValues);
    }

    AvroConverter ofKeys(String... keysAndValues) {
      return converter(true, settings(), keysAndValues);
    }

    SchemaRegistry registry() {
      return Registries.open(settings());
    }
  }

  private Converters() {}

  static AvroConverter converter(
      boolean isKey, Map<String, String> registry, String... keysAndValues) {
    return configured(new AvroConverter(), isKey, registry, keysAndValues);
  }

  static AvroConverter configured(
      AvroConverter converter,
      boolean isKey,
      Map<String, String> registry,
      String... keysAndValues) {
    Map<String, String> settings = new HashMap<>(registry);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    converter.configure(settings, isKey);
    return converter;
  }

  /** A row as it was at first. */
  static SchemaBuilder customer() {
    return SchemaBuilder.struct()
        .name("shop.Customer")
        .field("id", Schema.INT64_SCHEMA)
        .field("name", Schema.OPTIONAL_STRING_SCHEMA);
  }

  static Struct customer(Schema schema, long id) {
    return new Struct(schema).put("id", id).put("name", "name of " + id);
  }

  /** The id of the schema of a record in Confluent's format. */
  static int id(byte[] record) {
    return WireFormat.schemaId(record);
  }
}
