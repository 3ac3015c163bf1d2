package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SharedBroker;
import io.weft.avro.registry.TestSchemas;
import io.weft.embedded.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks for a user and a password. */
@Timeout(60)
class KafkaLoginTest {

  @TempDir static Path folder;

  private static KafkaBroker broker;

  @BeforeAll
  static void start() throws IOException {
    broker = LoginBroker.start(folder.resolve("data"), Map.of("joe", "secret"), Map.of());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static SchemaRegistry open(String password) {
    Map<String, String> settings = SharedBroker.settings(broker.bootstrapServers(), "_schemas");
    LoginBroker.login("joe", password)
        .forEach((key, value) -> settings.put("schema.registry.kafka." + key, value));
    return new KafkaSchemaRegistry(RegistryConfig.of(settings));
  }

  @Test
  void loginOfTheSettingsIsUsedByAllClients() {
    try (SchemaRegistry registry = open("secret")) {
      int id = registry.register("s", TestSchemas.record("Order"));
      assertThat(registry.latest("s").id()).isEqualTo(id);
    }
  }

  @Test
  void refusedLoginNamesItsSettings() {
    try (SchemaRegistry registry = open("wrong")) {
      assertThatThrownBy(() -> registry.register("s", TestSchemas.record("Order")))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("_schemas", "schema.registry.kafka.sasl.*")
          .hasMessageNotContaining("wrong");
    }
  }
}
