package io.weft.avro.registry.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.TestSchemas;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal ends the call at once, and says what to do. */
class RefusalsTest {

  private final FakeServer server = FakeServer.start();
  private final Schema schema = TestSchemas.record("Order");

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "409, 409, 'incompatible with an earlier one', 'or the compatibility of subject ''orders'''",
    "422, 42201, 'takes the schema for invalid', 'Change the schema, or the rules'",
    "401, 401, 'credentials do not do', 'basic.auth.credentials.source, which is URL'",
    "403, 40301, 'credentials do not do', 'what that user may do'",
    "404, 404, 'nothing is at that address', 'its path in particular'",
    "400, 40001, 'answered 400', 'log'",
  })
  void refusalSaysWhatToDo(int status, int code, String what, String next) {
    server.answer(status, "{\"error_code\": " + code + ", \"message\": \"because\\n of reasons\"}");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.register("orders", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll(server.url(), "'orders'", what, next)
          .hasMessageContaining("because of reasons (error " + code + ")");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void refusalOfATokenNamesItsSettings() {
    server.answer(401, "");
    try (RestSchemaRegistry registry =
        FakeServer.open(server.settings(), "bearer.auth.token", "secret")) {
      assertThatThrownBy(() -> registry.register("orders", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("bearer.auth.credentials.source, which is STATIC_TOKEN")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void pageOfAnotherServerIsNoAbsence() {
    server.answer(404, "<html>Not here</html>");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.version("orders", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("text/html", "schema.registry.url");
    }
  }
}
