package io.weft.cli.run;

import java.util.Map;

/** How records travel between source and sink: the one place that knows the converters. */
public enum Format {
  /** JSON with schemas: slow and large, but needs nothing else. */
  JSON {
    @Override
    public Map<String, String> settings() {
      return Map.of(
          "key.converter", "org.apache.kafka.connect.json.JsonConverter",
          "key.converter.schemas.enable", "true",
          "value.converter", "org.apache.kafka.connect.json.JsonConverter",
          "value.converter.schemas.enable", "true");
    }
  };

  /** The settings of a connector, source or sink, that make it speak this format. */
  public abstract Map<String, String> settings();
}
