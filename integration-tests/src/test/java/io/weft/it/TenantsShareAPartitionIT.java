package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.AvroConverter;
import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Both transforms between the source connector and several partitions a topic. */
class TenantsShareAPartitionIT {

  private static final int PARTITIONS = 4;
  private static final int TENANTS = 20;

  private static final String SOURCE_SCHEMA =
      """
      CREATE TABLE orders (id int PRIMARY KEY, tenant_id int NOT NULL, note text);
      CREATE TABLE items (id int PRIMARY KEY, tenant_id bigint NOT NULL, order_id int NOT NULL);
      CREATE TABLE lines (id int PRIMARY KEY, text text,
        order_id int NOT NULL REFERENCES orders ON DELETE CASCADE ON UPDATE CASCADE);
      CREATE TABLE countries (code text PRIMARY KEY, name text);
      ALTER TABLE orders REPLICA IDENTITY FULL;
      ALTER TABLE items REPLICA IDENTITY FULL;
      ALTER TABLE lines REPLICA IDENTITY FULL;
      """;

  /** As tables distributed by tenant need them. */
  private static final String TARGET_SCHEMA =
      """
      CREATE TABLE orders (id int, tenant_id int, note text, PRIMARY KEY (tenant_id, id));
      CREATE TABLE items (id int, tenant_id bigint, order_id int NOT NULL, PRIMARY KEY (tenant_id, id));
      CREATE TABLE lines (id int, tenant_id int, text text, order_id int NOT NULL, PRIMARY KEY (tenant_id, id));
      CREATE TABLE countries (code text PRIMARY KEY, name text);
      """;

  private static final String ROWS =
      """
      INSERT INTO orders SELECT i, i %% %1$d, 'order ' || i FROM generate_series(1, 200) i;
      INSERT INTO items SELECT i, i %% %1$d, i FROM generate_series(1, 200) i;
      INSERT INTO lines SELECT i, 'line ' || i, 1 + i %% 200 FROM generate_series(1, 400) i;
      INSERT INTO countries VALUES ('NO', 'Norway'), ('PE', 'Peru');
      """
          .formatted(TENANTS);

  private static final List<String> CHANGES =
      List.of(
          "UPDATE orders SET note = note || '!' WHERE id % 3 = 0",
          "UPDATE items SET tenant_id = tenant_id + 1 WHERE id = 7",
          "UPDATE orders SET id = id + 1000 WHERE id % 50 = 0",
          "UPDATE lines SET order_id = 1 + order_id % 49 WHERE id % 11 = 0",
          "BEGIN; INSERT INTO orders VALUES (501, 3, 'new'); INSERT INTO lines VALUES (501, 'new', 501), (502, 'new', 501); COMMIT",
          "BEGIN; INSERT INTO orders VALUES (601, 4, 'short'); INSERT INTO lines VALUES (601, 'short', 601); DELETE FROM orders WHERE id = 601; COMMIT",
          "DELETE FROM items WHERE id % 5 = 0; DELETE FROM orders WHERE id % 7 = 0",
          "TRUNCATE countries",
          "INSERT INTO countries VALUES ('IS', 'Iceland')");

  @Test
  void changesOfATenantShareAPartitionAcrossTopicsAndTheTargetIsWhole() {
    Database source = Server.shared().createDatabase("tenants_source");
    Database target = Server.shared().createDatabase("tenants_target");
    source.execute(SOURCE_SCHEMA);
    target.execute(TARGET_SCHEMA);
    source.execute(ROWS);
    try (TestPipeline pipeline =
        TestPipeline.of(SharedCluster.get(), source)
            .withSource("topic.creation.default.partitions", Integer.toString(PARTITIONS))
            .withSource("transforms", "find,tenant")
            .withSource("transforms.find.type", "io.weft.transforms.DistributionLookup")
            .withSource("transforms.find.columns", "public[.].*:tenant_id")
            .withSource("transforms.find.reference.tables", "public[.]countries")
            .withSource("transforms.find.connection.url", source.uri().jdbcUrl())
            .withSource("transforms.find.connection.user", source.uri().user())
            .withSource("transforms.find.connection.password", source.uri().password().orElse(""))
            .withSource("transforms.tenant.type", "io.weft.transforms.DistributionKey")
            .withSource("transforms.tenant.columns", "public[.].*:tenant_id")
            .withSource("transforms.tenant.reference.tables", "public[.]countries")
            .withSource("transforms.tenant.partitions", Integer.toString(PARTITIONS))
            .startSource()) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      CHANGES.forEach(source::execute);
      sink.awaitCaughtUp(Duration.ofMinutes(2));
      Map<Long, Set<Integer>> partitions = partitionsByTenant(pipeline.name());
      assertThat(partitions).hasSize(TENANTS);
      assertThat(partitions.values()).allSatisfy(used -> assertThat(used).hasSize(1));
      assertThat(partitions.values().stream().flatMap(Set::stream)).contains(0, 1, 2, 3);
      assertThat(hitRate()).isBetween(0.5, 1.0);
    }
    assertThat(target.column("SELECT concat_ws(' ', id, tenant_id, text, order_id) FROM lines"))
        .hasSizeGreaterThan(300)
        .containsExactlyInAnyOrderElementsOf(
            source.column(
                "SELECT concat_ws(' ', l.id, tenant_id, text, order_id) FROM lines l JOIN orders o ON o.id = order_id"));
    source.execute("DROP TABLE lines");
    Tables.assertIdentical(source, target);
  }

  /** As the worker shows it, which is in this JVM. */
  private static double hitRate() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      Set<ObjectName> names =
          beans.queryNames(
              new ObjectName("kafka.connect:type=plugins,transformation=find,*"), null);
      assertThat(names).hasSize(1);
      return (Double) beans.getAttribute(names.iterator().next(), "cache-hit-rate");
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Which partitions, of all topics, hold changes of a tenant. */
  private static Map<Long, Set<Integer>> partitionsByTenant(String prefix) {
    Map<Long, Set<Integer>> partitions = new TreeMap<>();
    String bootstrapServers = SharedCluster.get().bootstrapServers();
    try (AvroConverter keys = new AvroConverter();
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", bootstrapServers,
                    "isolation.level", "read_committed",
                    "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      keys.configure(
          Map.of(
              "schema.registry.url",
              "kafka",
              "schema.registry.kafka.bootstrap.servers",
              bootstrapServers),
          true);
      List<TopicPartition> all =
          Stream.of("orders", "items", "lines")
              .map(table -> prefix + ".public." + table)
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Struct key = (Struct) keys.toConnectData(record.topic(), record.key()).value();
          partitions
              .computeIfAbsent(
                  ((Number) key.get("tenant_id")).longValue(), tenant -> new TreeSet<>())
              .add(record.partition());
        }
      }
    }
    return partitions;
  }
}
