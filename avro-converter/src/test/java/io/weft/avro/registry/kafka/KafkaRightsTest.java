package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.Logged;
import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SharedBroker;
import io.weft.avro.registry.TestSchemas;
import io.weft.embedded.KafkaBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that lets each user do what it was told of, and no more. */
@Timeout(60)
class KafkaRightsTest {

  private static final String TOPIC = "_schemas";

  @TempDir static Path folder;

  private static KafkaBroker broker;

  private final Schema schema = TestSchemas.record("Order");

  @BeforeAll
  static void start() throws Exception {
    broker =
        LoginBroker.start(
            folder.resolve("data"),
            Map.of("writer", "writer", "reader", "reader"),
            Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:admin;User:ANONYMOUS"));
    Map<String, Object> settings = new HashMap<>(LoginBroker.adminLogin());
    settings.put("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin
          .createAcls(
              Stream.concat(
                      rights(
                          "writer",
                          AclOperation.DESCRIBE,
                          AclOperation.READ,
                          AclOperation.WRITE,
                          AclOperation.CREATE),
                      rights("reader", AclOperation.DESCRIBE, AclOperation.READ))
                  .toList())
          .all()
          .get();
    }
  }

  private static Stream<AclBinding> rights(String user, AclOperation... operations) {
    ResourcePattern topic = new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL);
    return Stream.of(operations)
        .map(
            operation ->
                new AclBinding(
                    topic,
                    new AccessControlEntry(
                        "User:" + user, "*", operation, AclPermissionType.ALLOW)));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static SchemaRegistry open(String user) {
    Map<String, String> settings = SharedBroker.settings(broker.bootstrapServers(), TOPIC);
    LoginBroker.login(user, user)
        .forEach((key, value) -> settings.put("schema.registry.kafka." + key, value));
    return new KafkaSchemaRegistry(RegistryConfig.of(settings));
  }

  @Test
  void documentedRightsAreEnoughToWriteAndToRead() {
    try (SchemaRegistry writer = open("writer");
        SchemaRegistry reader = open("reader")) {
      List<String> warnings =
          Logged.by(
              "io.weft.avro.registry.kafka",
              () -> {
                int id = writer.register("s", schema);
                assertThat(reader.schema(id, "s")).isEqualTo(schema);
              });

      assertThat(warnings).hasSize(2).allMatch(line -> line.contains("DESCRIBE_CONFIGS"));
      assertThatThrownBy(() -> reader.register("s", TestSchemas.longer("Order")))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll(TOPIC, "may describe, read and write");
    }
  }
}
