package io.weft.avro.registry;

import io.weft.avro.registry.kafka.KafkaSchemaRegistry;
import io.weft.avro.registry.rest.RestSchemaRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Opens registries. Those with equal settings are one, as long as anybody has it open: a
 * connector's key and value converters and its tasks share caches and connections.
 */
public final class Registries {

  private static final Map<Map<String, Object>, Shared> OPEN = new HashMap<>();

  private Registries() {}

  /**
   * Opens the registry that the settings name, without asking it for anything yet.
   *
   * @param settings a converter's; those that are not the registry's are passed over
   * @return to be closed by whoever opened it; what is shared ends with the last one's close
   * @throws org.apache.kafka.common.config.ConfigException if the settings have faults
   */
  public static SchemaRegistry open(Map<String, ?> settings) {
    RegistryConfig config = RegistryConfig.of(settings);
    Map<String, Object> identity = config.identity();
    synchronized (OPEN) {
      Shared shared = OPEN.get(identity);
      if (shared == null) {
        shared = new Shared(start(config));
        OPEN.put(identity, shared);
      }
      shared.users++;
      return new SharedRegistry(shared.registry, () -> release(identity));
    }
  }

  private static SchemaRegistry start(RegistryConfig config) {
    return config.isInKafka() ? new KafkaSchemaRegistry(config) : new RestSchemaRegistry(config);
  }

  private static void release(Map<String, Object> identity) {
    Shared last;
    synchronized (OPEN) {
      Shared shared = OPEN.get(identity);
      shared.users--;
      if (shared.users > 0) {
        return;
      }
      last = OPEN.remove(identity);
    }
    last.registry.close();
  }

  private static final class Shared {
    private final SchemaRegistry registry;
    private int users;

    Shared(SchemaRegistry registry) {
      this.registry = registry;
    }
  }
}
