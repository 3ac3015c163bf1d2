package io.weft.avro.registry.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.TestSchemas;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client and any real registry server must come to together. */
abstract class RegistryServerContract {

  private final String url = url();
  private final RestSchemaRegistry registry = open();
  private final String subject = "orders-" + UUID.randomUUID();
  private final Schema schema = TestSchemas.record("Order");
  private final Schema longer = TestSchemas.longer("Order");

  /** What {@code schema.registry.url} is set to; skips the test if there is no server. */
  abstract String url();

  private RestSchemaRegistry open() {
    return new RestSchemaRegistry(RegistryConfig.of(Map.of("schema.registry.url", url)));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void registeredSchemaIsReadByItsId() {
    int id = registry.register(subject, schema);
    try (RestSchemaRegistry reader = open()) {
      assertThat(reader.schema(id, subject)).isEqualTo(schema);
      assertThat(reader.schema(id, null)).isEqualTo(schema);
      assertThat(reader.idOf(subject, schema)).isEqualTo(id);
    }
  }

  @Test
  void sameSchemaKeepsItsId() {
    int id = registry.register(subject, schema);
    try (RestSchemaRegistry other = open()) {
      assertThat(other.register(subject, schema)).isEqualTo(id);
    }
  }

  @Test
  void versionsCountTheSchemasOfASubject() {
    registry.register(subject, schema);
    int id = registry.register(subject, longer);

    assertThat(registry.version(subject, schema)).hasValue(1);
    assertThat(registry.version(subject, longer)).hasValue(2);
    assertThat(registry.latest(subject)).isEqualTo(new RegisteredSchema(id, longer));
  }

  @Test
  void schemasThatDifferInTheirDocumentationOnlyAreTwo() {
    Schema documented =
        SchemaBuilder.record("Order")
            .namespace("test")
            .doc("what somebody wants")
            .fields()
            .requiredInt("id")
            .endRecord();
    int id = registry.register(subject, schema);

    assertThat(registry.register(subject, documented)).isNotEqualTo(id);
  }

  @Test
  void subjectMayHaveSpacesSlashesAndLetters() {
    String odd = "a b/ü?&+%-" + subject;
    int id = registry.register(odd, schema);

    assertThat(registry.latest(odd).id()).isEqualTo(id);
    assertThat(registry.schema(id, odd)).isEqualTo(schema);
  }

  @Test
  void normalizedSchemaIsRegistered() {
    try (RestSchemaRegistry normal =
        FakeServer.open(Map.of("schema.registry.url", url), "normalize.schemas", "true")) {
      int id = normal.register(subject, schema);
      assertThat(normal.schema(id, subject)).isEqualTo(schema);
    }
  }

  @Test
  void unknownSubjectHasNoVersion() {
    assertThat(registry.version(subject, schema)).isEmpty();
  }

  @Test
  void unknownSchemaOfAKnownSubjectHasNoVersion() {
    registry.register(subject, schema);

    assertThat(registry.version(subject, longer)).isEmpty();
    assertThatThrownBy(() -> registry.idOf(subject, longer))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll("test.Order", subject, "auto.register.schemas");
  }

  @Test
  void unknownSubjectHasNoLatestSchema() {
    assertThatThrownBy(() -> registry.latest(subject))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll(subject, "40401");
  }

  @Test
  void unknownIdIsRefused() {
    assertThatThrownBy(() -> registry.schema(987_654, subject))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll("id 987654", "4040");
  }

  @Test
  void incompatibleSchemaIsRefusedWithAllThatIsNeededToMendIt() throws Exception {
    registry.register(subject, schema);
    call("PUT", "/config/" + encoded(subject), "{\"compatibility\": \"BACKWARD\"}");

    assertThatThrownBy(() -> registry.register(subject, longer))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll("incompatible", subject, url, "or the compatibility of subject");
  }

  @Test
  void referencesOfASchemaAreReadWithIt() throws Exception {
    String inner = subject + "-inner";
    registry.register(inner, TestSchemas.record("Inner"));
    String text =
        "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"test.Outer\\\",\\\"fields\\\":"
            + "[{\\\"name\\\":\\\"inner\\\",\\\"type\\\":\\\"test.Inner\\\"}]}";
    call(
        "POST",
        "/subjects/" + encoded(subject) + "/versions",
        "{\"schema\":\""
            + text
            + "\",\"references\":[{\"name\":\"test.Inner\",\"subject\":\""
            + inner
            + "\",\"version\":1}]}");

    Schema latest = registry.latest(subject).schema();
    assertThat(latest.getField("inner").schema()).isEqualTo(TestSchemas.record("Inner"));
  }

  @Test
  void schemaOfAnotherTypeIsRefused() throws Exception {
    call(
        "POST",
        "/subjects/" + encoded(subject) + "/versions",
        "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\"; message A {}\"}");

    assertThatThrownBy(() -> registry.latest(subject))
        .isInstanceOf(RegistryException.class)
        .hasMessageContainingAll("type PROTOBUF", "expected AVRO");
  }

  private void call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + path))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
