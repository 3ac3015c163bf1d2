package io.weft.avro.registry.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.TestSchemas;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a registry is told about who asks. */
class CredentialsTest {

  private final FakeServer server = FakeServer.start();
  private final FakeServer oauth = FakeServer.start();
  private final Schema schema = TestSchemas.record("Order");

  @BeforeEach
  void answer() {
    server.answer(200, "{\"id\": 7}");
  }

  @AfterEach
  void stop() {
    server.close();
    oauth.close();
  }

  private Map<String, String> headersWith(String... keysAndValues) {
    try (RestSchemaRegistry registry = FakeServer.open(server.settings(), keysAndValues)) {
      registry.register("s", schema);
    }
    return server.requests().get(server.requests().size() - 1).headers();
  }

  private static String basic(String userInfo) {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nobodyIsNamedWithoutCredentials() {
    assertThat(headersWith())
        .doesNotContainKey("Authorization")
        .containsEntry("Content-type", "application/vnd.schemaregistry.v1+json");
  }

  @Test
  void userOfTheUrlIsNamed() {
    String url = server.url().replace("http://", "http://joe:p%40ss@");
    assertThat(headersWith("schema.registry.url", url))
        .containsEntry("Authorization", basic("joe:p@ss"));
  }

  @Test
  void userOfTheSettingsIsNamed() {
    assertThat(
            headersWith(
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "jürgen:geheim:1"))
        .containsEntry("Authorization", basic("jürgen:geheim:1"));
  }

  @Test
  void userOfTheSettingsWithThePrefixOfConfluentsClientIsNamed() {
    assertThat(
            headersWith(
                "schema.registry.basic.auth.credentials.source", "USER_INFO",
                "schema.registry.basic.auth.user.info", "joe:secret"))
        .containsEntry("Authorization", basic("joe:secret"));
  }

  @Test
  void userOfTheKafkaLoginIsNamed() {
    assertThat(
            headersWith(
                "basic.auth.credentials.source",
                "SASL_INHERIT",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"joe\" password=\"secret\";"))
        .containsEntry("Authorization", basic("joe:secret"));
  }

  @Test
  void absentKafkaLoginIsAFault() {
    assertThatThrownBy(() -> headersWith("basic.auth.credentials.source", "SASL_INHERIT"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sasl.jaas.config");
  }

  @Test
  void staticTokenIsSent() {
    assertThat(headersWith("bearer.auth.token", "abc"))
        .containsEntry("Authorization", "Bearer abc");
  }

  @Test
  void headersOfOnesOwnAreSent() {
    assertThat(headersWith("request.header.X-Team", "data")).containsEntry("X-team", "data");
  }

  @Test
  void proxyIsAsked() {
    try (RestSchemaRegistry registry =
        FakeServer.open(
            FakeServer.settings("http://registry.invalid:8081"),
            "proxy.host",
            "127.0.0.1",
            "proxy.port",
            Integer.toString(server.port()))) {
      assertThat(registry.register("s", schema)).isEqualTo(7);
    }
    assertThat(server.requests().get(0).headers()).containsEntry("Host", "registry.invalid:8081");
  }

  private RestSchemaRegistry openWithOauth() {
    return FakeServer.open(
        server.settings(),
        "bearer.auth.credentials.source",
        "OAUTHBEARER",
        "bearer.auth.issuer.endpoint.url",
        oauth.url() + "/token",
        "bearer.auth.client.id",
        "weft",
        "bearer.auth.client.secret",
        "secret",
        "bearer.auth.scope",
        "read write",
        "bearer.auth.logical.cluster",
        "lsrc-1",
        "bearer.auth.identity.pool.id",
        "pool-1");
  }

  @Test
  void oauthTokenIsFetchedOnceAndSent() {
    oauth.answer(200, "{\"access_token\": \"t1\", \"expires_in\": 3600}");
    try (RestSchemaRegistry registry = openWithOauth()) {
      registry.register("s", schema);
      registry.register("t", schema);
    }
    assertThat(oauth.requests()).hasSize(1);
    assertThat(oauth.requests().get(0).headers())
        .containsEntry("Authorization", basic("weft:secret"));
    assertThat(oauth.requests().get(0).body())
        .isEqualTo("grant_type=client_credentials&scope=read+write");
    assertThat(server.requests().get(1).headers())
        .containsEntry("Authorization", "Bearer t1")
        .containsEntry("Target-sr-cluster", "lsrc-1")
        .containsEntry("Confluent-identity-pool-id", "pool-1");
  }

  @Test
  void oauthTokenIsFetchedAnewNearItsEnd() {
    long past = System.currentTimeMillis() / 1000 - 10;
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(("{\"exp\":" + past + "}").getBytes(StandardCharsets.UTF_8));
    oauth.answer(200, "{\"access_token\": \"head." + claims + ".sign\"}");
    try (RestSchemaRegistry registry = openWithOauth()) {
      registry.register("s", schema);
      registry.register("t", schema);
    }
    assertThat(oauth.requests()).hasSize(2);
  }

  @Test
  void refusedOauthTokenIsFetchedAnewOnce() {
    oauth.once(200, "{\"access_token\": \"t1\", \"expires_in\": 3600}");
    oauth.once(200, "{\"access_token\": \"t2\", \"expires_in\": 3600}");
    server.once(401, "{}");
    try (RestSchemaRegistry registry = openWithOauth()) {
      assertThat(registry.register("s", schema)).isEqualTo(7);
    }
    assertThat(server.requests().get(1).headers()).containsEntry("Authorization", "Bearer t2");
  }

  @Test
  void refusalOfTheOauthServerNamesItsSettings() {
    oauth.answer(401, "{\"error\": \"invalid_client\"}");
    try (RestSchemaRegistry registry = openWithOauth()) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("invalid_client", oauth.url(), "bearer.auth.client.id")
          .hasMessageNotContaining("secret\"");
    }
  }

  @Test
  void downOauthServerIsTriedAgainAndNamed() {
    oauth.answer(503, "{}");
    try (RestSchemaRegistry registry = openWithOauth()) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContainingAll("no token came from " + oauth.url(), "503");
    }
    assertThat(oauth.requests()).hasSize(3);
  }
}
