package io.weft.benchmarks.env;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The settings under {@code connect-configs}, which the build puts on the class path. */
public final class ConnectConfigs {

  private static final String SCHEMAS_KAFKA = ".schema.registry.kafka.bootstrap.servers";

  private ConnectConfigs() {}

  /**
   * A fresh copy of a connector's settings, from a file such as {@code sink-weft.json}.
   *
   * @param bootstrapServers the Kafka in which schemas are kept, if the converters keep them there
   */
  public static Map<String, String> read(String file, String bootstrapServers) {
    Map<String, String> settings = read(file);
    settings.replaceAll((key, value) -> key.endsWith(SCHEMAS_KAFKA) ? bootstrapServers : value);
    return settings;
  }

  /** The same, as it stands there. */
  public static Map<String, String> read(String file) {
    try (InputStream in = ConnectConfigs.class.getResourceAsStream("/connect-configs/" + file)) {
      JsonNode config = new ObjectMapper().readTree(in).path("config");
      Map<String, String> settings = new HashMap<>();
      config.properties().forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException("The class path lacks " + file, e);
    }
  }
}
