package io.weft.avro.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.rest.FakeServer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistriesTest {

  private final FakeServer server = FakeServer.start();
  private final Schema schema = TestSchemas.record("Shared");

  @AfterEach
  void stop() {
    server.close();
  }

  private SchemaRegistry open(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>(server.settings());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Registries.open(settings);
  }

  @Test
  void equalSettingsShareWhatIsCached() {
    server.answer(200, "{\"id\": 7}");
    try (SchemaRegistry key = open("schemas.enable", "true");
        SchemaRegistry value = open("schemas.enable", "false")) {
      assertThat(key.register("s", schema)).isEqualTo(7);
      assertThat(value.register("s", schema)).isEqualTo(7);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void otherSettingsShareNothing() {
    server.answer(200, "{\"id\": 7}");
    try (SchemaRegistry one = open();
        SchemaRegistry other = open("request.header.X-Team", "data")) {
      one.register("s", schema);
      other.register("s", schema);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void closeOfOneLeavesTheOtherOpen() {
    server.answer(200, "{\"id\": 7}");
    try (SchemaRegistry stays = open()) {
      SchemaRegistry goes = open();
      goes.close();
      goes.close();

      assertThat(stays.register("s", schema)).isEqualTo(7);
      assertThatThrownBy(() -> goes.register("s", schema))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void opensAnewAfterTheLastClose() {
    server.answer(200, "{\"id\": 7}");
    try (SchemaRegistry first = open()) {
      first.register("s", schema);
    }
    try (SchemaRegistry second = open()) {
      second.register("s", schema);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void faultySettingsOpenNothing() {
    assertThatThrownBy(() -> open("max.retries", "many")).isInstanceOf(ConfigException.class);
  }

  @Test
  void wordKafkaOpensATopic() {
    try (SchemaRegistry registry = Registries.open(SharedBroker.settings("opened-by-word"))) {
      int id = registry.register("s", schema);
      assertThat(registry.schema(id, "s")).isEqualTo(schema);
    }
  }
}
