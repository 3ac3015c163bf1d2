package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SharedBroker;
import io.weft.avro.registry.TestSchemas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schemas in a topic of a real broker. */
@Timeout(60)
class KafkaSchemaRegistryTest {

  private final OneTopic topic = new OneTopic();
  private final Schema schema = TestSchemas.record("Order");
  private final Schema longer = TestSchemas.longer("Order");

  @Test
  void schemaIsReadByItsIdElsewhere() {
    try (SchemaRegistry writer = topic.open();
        SchemaRegistry reader = topic.open()) {
      assertThatThrownBy(() -> reader.schema(4711, "s"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll(topic.name, "id 4711", "schema.registry.kafka.topic");

      int id = writer.register("s", schema);

      assertThat(id).isEqualTo(new ContentIds().candidate(schema.toString(), 0));
      assertThat(reader.schema(id, "s")).isEqualTo(schema);
      assertThat(reader.idOf("s", schema)).isEqualTo(id);
    }
  }

  @Test
  void versionsCountTheSchemasOfASubject() {
    try (SchemaRegistry registry = topic.open();
        SchemaRegistry reader = topic.open()) {
      registry.register("other", longer);
      registry.register("s", schema);
      int id = registry.register("s", longer);

      assertThat(reader.version("s", schema)).hasValue(1);
      assertThat(reader.version("s", longer)).hasValue(2);
      assertThat(reader.version("other", schema)).isEmpty();
      assertThat(reader.latest("s")).isEqualTo(new RegisteredSchema(id, longer));
      assertThat(registry.register("other", longer)).isEqualTo(id);
    }
  }

  @Test
  void unknownSchemaAndSubjectAreRefused() {
    try (SchemaRegistry registry = topic.open()) {
      assertThatThrownBy(() -> registry.idOf("s", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("test.Order", topic.name, "auto.register.schemas");
      assertThatThrownBy(() -> registry.latest("s"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("'s'", topic.name);
    }
  }

  @Test
  void manyWritersAgree() throws Exception {
    agree(new ContentIds());
  }

  /** Every schema's first candidates are the same few, so that most claims are lost to another. */
  @Test
  void manyWritersAgreeWhereAllIdsCollide() throws Exception {
    agree((text, attempt) -> 1 + attempt);
  }

  private void agree(CandidateIds candidates) throws Exception {
    int schemas = 12;
    List<KafkaSchemaRegistry> registries = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<Integer>>> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        KafkaSchemaRegistry registry = topic.open(candidates, Duration.ofMinutes(1));
        registries.add(registry);
        for (int thread = 0; thread < 2; thread++) {
          String subject = "s" + thread;
          writers.add(
              () ->
                  IntStream.range(0, schemas)
                      .mapToObj(n -> registry.register(subject, TestSchemas.record("R" + n)))
                      .toList());
        }
      }
      List<List<Integer>> answers = new ArrayList<>();
      for (Future<List<Integer>> each : threads.invokeAll(writers)) {
        answers.add(each.get());
      }
      List<Integer> ids = answers.get(0);
      assertThat(answers).allMatch(ids::equals);
      assertThat(new HashSet<>(ids)).hasSize(schemas);
      try (SchemaRegistry late = topic.open(candidates, Duration.ofMinutes(1))) {
        registries.forEach(registry -> assertSame(registry, late, ids));
      }
      List<String> keys = keys();
      assertThat(keys).hasSizeGreaterThanOrEqualTo(2 * schemas).doesNotHaveDuplicates();
    } finally {
      registries.forEach(SchemaRegistry::close);
      threads.shutdownNow();
    }
  }

  /** Of all records; two of the same would be one after compaction. */
  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic.name, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(each -> keys.add(new String(each.key(), StandardCharsets.UTF_8)));
      }
    }
    return keys;
  }

  private static void assertSame(SchemaRegistry one, SchemaRegistry other, List<Integer> ids) {
    for (int n = 0; n < ids.size(); n++) {
      Schema expected = TestSchemas.record("R" + n);
      assertThat(other.schema(ids.get(n), "s0")).isEqualTo(expected);
      assertThat(one.schema(ids.get(n), "s0")).isEqualTo(expected);
      assertThat(one.version("s1", expected)).isEqualTo(other.version("s1", expected));
    }
    assertThat(one.latest("s0")).isEqualTo(other.latest("s0"));
  }

  @Test
  void recordsThatAreNoClaimsArePassedOver() {
    try (SchemaRegistry registry = topic.open()) {
      int id = registry.register("s", schema);
      produce("key", "no json");
      produce("key", null);
      produce("key", "{\"subject\":\"s\",\"id\":" + id + ",\"schema\":\"\\\"int\\\"\"}");

      registry.register("s", longer);
      assertThat(registry.schema(id, "s")).isEqualTo(schema);
      try (SchemaRegistry late = topic.open()) {
        assertThat(late.schema(id, "s")).isEqualTo(schema);
        assertThat(late.version("s", longer)).hasValue(2);
      }
    }
  }

  private void produce(String key, String value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      // The broker refuses records without a key in a compacted topic.
      byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
      byte[] valueBytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic.name, keyBytes, valueBytes)).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tooLargeSchemaIsRefusedAndOthersAreNot() {
    try (SchemaRegistry registry = topic.open("schema.registry.kafka.max.request.size", "1000")) {
      Schema large = TestSchemas.record("R" + "x".repeat(2000));
      assertThatThrownBy(() -> registry.register("s", large))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll(topic.name, "schema.registry.kafka.max.request.size");
      assertThat(registry.register("s", schema)).isPositive();
    }
  }

  @Test
  void clientsRefuseTheirFaultySettingsAtOnce() {
    assertThatThrownBy(() -> topic.open("schema.registry.kafka.security.protocol", "MAGIC"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("security.protocol", "MAGIC");
  }
}
