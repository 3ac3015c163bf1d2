package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.TestSchemas;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The topic is deleted while registries use it, although nobody should: records that exist, and
 * writers that go on, have the ids that were in it.
 */
@Timeout(60)
class TopicLossTest {

  private final OneTopic topic = new OneTopic();
  private final Schema schema = TestSchemas.record("Order");
  private final Schema longer = TestSchemas.longer("Order");
  private final Admin admin = OneTopic.admin();

  @AfterEach
  void close() {
    admin.close();
  }

  private void assertReadElsewhere(int id, Schema expected) {
    try (SchemaRegistry late = topic.open()) {
      assertThat(late.schema(id, "s")).isEqualTo(expected);
    }
  }

  @Test
  void topicMadeAnewIsFilledAnew() throws Exception {
    try (SchemaRegistry registry = topic.open()) {
      int id = registry.register("s", schema);
      int longerId = registry.register("t", longer);
      topic.delete(admin);
      topic.create(admin, 1, "compact");

      assertThat(registry.version("s", TestSchemas.record("Unknown"))).isEmpty();
      assertThat(registry.register("s", schema)).isEqualTo(id);
      assertReadElsewhere(id, schema);
      assertReadElsewhere(longerId, longer);
    }
  }

  @Test
  void topicThatIsGoneIsMadeAnewWithTheNextSchema() throws Exception {
    try (SchemaRegistry registry = topic.open()) {
      int id = registry.register("s", schema);
      topic.delete(admin);

      int longerId = registry.register("s", longer);

      assertThat(registry.version("s", longer)).hasValue(2);
      assertReadElsewhere(id, schema);
      assertReadElsewhere(longerId, longer);
    }
  }

  /** It has more records than the worker had read, so that no offset tells that it is new. */
  @Test
  void topicThatAnotherWorkerMadeAnewGetsWhatIsStillUsed() throws Exception {
    try (SchemaRegistry registry = topic.open();
        SchemaRegistry other = topic.open()) {
      int id = registry.register("s", schema);
      topic.delete(admin);
      int first = other.register("o", TestSchemas.record("First"));
      for (int i = 0; i < 5; i++) {
        other.register("o", TestSchemas.record("More" + i));
      }

      registry.register("s", longer);

      assertReadElsewhere(id, schema);
      assertThat(registry.schema(first, "o")).isEqualTo(TestSchemas.record("First"));
      assertThat(other.schema(id, "s")).isEqualTo(schema);
    }
  }

  /** Records of known schemas need no registry, and could not be read elsewhere for all time. */
  @Test
  void topicThatIsGoneIsMadeAnewIfNobodyAsksForAnything() throws Exception {
    try (SchemaRegistry registry = topic.open(new ContentIds(), Duration.ofMillis(200))) {
      int id = registry.register("s", schema);
      topic.delete(admin);

      await().until(() -> admin.listTopics().names().get().contains(topic.name));
      try (SchemaRegistry late = topic.open()) {
        await()
            .ignoreExceptionsInstanceOf(RegistryException.class)
            .until(() -> late.schema(id, "s").equals(schema));
      }
    }
  }

  @Test
  void topicThatGaveAnIdToAnotherSchemaIsRefused() throws Exception {
    CandidateIds few = (text, attempt) -> 1 + attempt;
    try (SchemaRegistry registry = topic.open(few, Duration.ofMinutes(1));
        SchemaRegistry other = topic.open(few, Duration.ofMinutes(1))) {
      int id = registry.register("s", schema);
      topic.delete(admin);
      assertThat(other.register("s", longer)).isEqualTo(id);

      assertThatThrownBy(() -> registry.register("s", TestSchemas.record("New")))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll(topic.name, "deleted", "[" + id + "]");
    }
  }
}
