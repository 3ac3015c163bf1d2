package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.TestSchemas;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The topic is made, and looked at before it is used. */
@Timeout(60)
class SchemaTopicTest {

  private final OneTopic topic = new OneTopic();
  private final Schema schema = TestSchemas.record("Order");

  @Test
  void topicIsCreatedCompactedWithOnePartition() throws Exception {
    try (SchemaRegistry registry = topic.open();
        Admin admin = OneTopic.admin()) {
      registry.register("s", schema);

      TopicDescription found =
          admin.describeTopics(List.of(topic.name)).topicNameValues().get(topic.name).get();
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name);
      var config = admin.describeConfigs(List.of(resource)).values().get(resource).get();
      assertThat(found.partitions()).hasSize(1);
      assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
    }
  }

  @Test
  void topicThatWouldLoseSchemasIsRefusedUntilItIsMended() throws Exception {
    try (Admin admin = OneTopic.admin()) {
      topic.create(admin, 1, "compact,delete");
      try (SchemaRegistry registry = topic.open()) {
        assertThatThrownBy(() -> registry.register("s", schema))
            .isInstanceOf(RegistryException.class)
            .hasMessageContainingAll(topic.name, "delete", "expected compact");

        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name);
        AlterConfigOp mend =
            new AlterConfigOp(
                new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(mend))).all().get();
        await()
            .ignoreExceptionsInstanceOf(RegistryException.class)
            .until(() -> registry.register("s", schema) > 0);
      }
    }
  }

  @Test
  void topicOfSeveralPartitionsIsRefused() throws Exception {
    try (Admin admin = OneTopic.admin();
        SchemaRegistry registry = topic.open()) {
      topic.create(admin, 3, "compact");
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll(topic.name, "3 partitions", "schema.registry.kafka.topic");
    }
  }

  @Test
  void tooManyCopiesAreRefused() {
    try (SchemaRegistry registry = topic.open("schema.registry.kafka.replication.factor", "3")) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll(topic.name, "schema.registry.kafka.replication.factor");
    }
  }
}
