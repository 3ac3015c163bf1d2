package io.weft.avro.registry.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.TestSchemas;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes out, and what is remembered. */
class RestSchemaRegistryTest {

  private final FakeServer server = FakeServer.start();
  private final Schema schema = TestSchemas.record("Order");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatNeverChangesIsAskedOnce() {
    server.answer(200, "{\"id\": 7, \"version\": 2, \"schema\": \"\\\"int\\\"\"}");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      for (int i = 0; i < 3; i++) {
        registry.register("s", schema);
        registry.idOf("s", TestSchemas.record("Order"));
        registry.version("s", schema);
        registry.schema(7, "s");
      }
    }
    assertThat(server.requests())
        .extracting(request -> request.method() + " " + request.uri())
        .containsExactly(
            "POST /subjects/s/versions", "POST /subjects/s", "GET /schemas/ids/7?subject=s");
  }

  @Test
  void absenceIsNotRemembered() {
    server.once(404, "{\"error_code\": 40403, \"message\": \"no such schema\"}");
    server.answer(200, "{\"id\": 7, \"version\": 2}");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThat(registry.version("s", schema)).isEmpty();
      assertThat(registry.version("s", schema)).hasValue(2);
    }
  }

  @Test
  void cachesForgetTheOldest() {
    server.answer(200, "{\"schema\": \"\\\"int\\\"\"}");
    try (RestSchemaRegistry registry =
        FakeServer.open(server.settings(), "max.schemas.per.subject", "2")) {
      for (int id : new int[] {1, 2, 3, 3, 2, 1}) {
        registry.schema(id, "s");
      }
    }
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void subjectIsEncodedInThePath() {
    server.answer(200, "{\"id\": 7}");
    try (RestSchemaRegistry registry =
        FakeServer.open(server.settings(), "normalize.schemas", "true")) {
      registry.register("a b/c+d", schema);
    }
    assertThat(server.requests().get(0).uri())
        .isEqualTo("/subjects/a%20b%2Fc%2Bd/versions?normalize=true");
  }

  @Test
  void pathOfTheUrlComesFirst() {
    server.answer(200, "{\"id\": 7}");
    try (RestSchemaRegistry registry =
        FakeServer.open(FakeServer.settings(server.url() + "/apis/ccompat/v7/"))) {
      registry.register("s", schema);
    }
    assertThat(server.requests().get(0).uri()).isEqualTo("/apis/ccompat/v7/subjects/s/versions");
  }

  @Test
  void oddNamesAndDefaultsThatWereOnceRegisteredAreRead() {
    server.answer(
        200,
        "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"a-b\\\",\\\"fields\\\":"
            + "[{\\\"name\\\":\\\"1 x\\\",\\\"type\\\":\\\"int\\\",\\\"default\\\":null}]}\"}");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThat(registry.schema(1, "s").getField("1 x")).isNotNull();
    }
  }

  @Test
  void referencesInACircleAreReadOnceAndRefused() {
    server.answer(
        200,
        "{\"schema\": \"\\\"test.Missing\\\"\", \"references\": "
            + "[{\"name\": \"x\", \"subject\": \"x\", \"version\": 1}]}");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.schema(1, "s"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("cannot be read as an Avro schema");
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void referencesWithoutEndAreRefused() {
    int[] asked = {0};
    server.behave(
        exchange -> {
          byte[] body =
              ("{\"schema\": \"\\\"int\\\"\", \"references\": [{\"subject\": \"x\", \"version\": "
                      + ++asked[0]
                      + "}]}")
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
        });
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.schema(1, "s"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("deeper than 32");
    }
  }
}
