package io.weft.cli.run;

import io.weft.embedded.EmbeddedConnect;
import io.weft.embedded.Secrets;
import java.util.HashMap;
import java.util.Map;

/** How records travel between source and sink: the one place that knows the converters. */
public enum Format {
  /** Avro in Confluent's wire format, with the schemas in a topic of the same broker. */
  AVRO {
    @Override
    void applyTo(Map<String, String> settings) {
      settings.replaceAll(
          (key, value) ->
              key.endsWith(".schema.registry.kafka.bootstrap.servers")
                  ? Secrets.reference(EmbeddedConnect.BOOTSTRAP_SERVERS)
                  : value);
    }
  },
  /** JSON with schemas: slow and large, and readable without anything else. */
  JSON {
    @Override
    void applyTo(Map<String, String> settings) {
      Map<String, String> converters = new HashMap<>();
      for (String part : new String[] {"key.converter", "value.converter"}) {
        settings.keySet().removeIf(key -> key.startsWith(part));
        converters.put(part, "org.apache.kafka.connect.json.JsonConverter");
        converters.put(part + ".schemas.enable", "true");
        converters.put(part + ".replace.null.with.default", "false");
      }
      settings.putAll(converters);
    }
  };

  /** Makes a connector, source or sink, whose settings are the template's, speak this format. */
  abstract void applyTo(Map<String, String> settings);
}
