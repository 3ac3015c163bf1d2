package io.weft.avro.registry;

import io.weft.embedded.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A Kafka broker for all tests of this module; it starts with the first that needs it. */
public final class SharedBroker {

  private static KafkaBroker broker;

  private SharedBroker() {}

  public static synchronized String bootstrapServers() {
    if (broker == null) {
      try {
        Files.createDirectories(Path.of("target"));
        broker = KafkaBroker.start(Files.createTempDirectory(Path.of("target"), "broker"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-end"));
    }
    return broker.bootstrapServers();
  }

  /** Settings of a registry whose schemas are in a topic of this broker. */
  public static Map<String, String> settings(String topic) {
    return settings(bootstrapServers(), topic);
  }

  public static Map<String, String> settings(String bootstrapServers, String topic) {
    Map<String, String> settings = new HashMap<>();
    settings.put(RegistryKeys.URL, RegistryKeys.IN_KAFKA);
    settings.put(RegistryKeys.KAFKA_SERVERS, bootstrapServers);
    settings.put(RegistryKeys.KAFKA_TOPIC, topic);
    return settings;
  }
}
