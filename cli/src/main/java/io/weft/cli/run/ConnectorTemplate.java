package io.weft.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The connectors' settings as they stand in {@code connect-configs/}, for one's own Connect cluster
 * and for this one alike; the build puts these files on the class path.
 */
enum ConnectorTemplate {
  SOURCE("source-postgres.json"),
  COPY_SOURCE("source-copy.json"),
  COPY_SINK("sink-copy.json"),
  SINK("sink-weft.json");

  private final String file;

  ConnectorTemplate(String file) {
    this.file = file;
  }

  /** A fresh copy of the settings. */
  Map<String, String> settings() {
    try (InputStream in = ConnectorTemplate.class.getResourceAsStream("/connect-configs/" + file)) {
      JsonNode config = new ObjectMapper().readTree(in).path("config");
      Map<String, String> settings = new TreeMap<>();
      config.properties().forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException("The class path lacks " + file, e);
    }
  }
}
