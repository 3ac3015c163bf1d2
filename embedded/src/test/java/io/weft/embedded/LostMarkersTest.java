package io.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction whose partition has lost the last marker, as if the broker had been killed before
 * it wrote it, while the coordinator has noted the transaction's end.
 */
class LostMarkersTest {

  /** What a marker takes in a partition's log: a batch's header, and one record of 17 bytes. */
  private static final int MARKER_BYTES = 78;

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @TempDir Path parent;

  @Test
  void committedTransactionIsReadAndTheNextOneToo() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder())) {
      produce(broker, List.of("a", "b"), true);
      produce(broker, List.of("c"), true);
    }
    loseLastMarker();
    try (KafkaBroker broker = KafkaBroker.start(folder())) {
      assertThat(committed(broker, 3)).containsExactly("a", "b", "c");
      produce(broker, List.of("d"), true);
      assertThat(committed(broker, 4)).containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void abortedTransactionIsNotReadAndDoesNotHoldUpTheNextOne() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder())) {
      produce(broker, List.of("a"), true);
      produce(broker, List.of("b", "c"), false);
    }
    loseLastMarker();
    try (KafkaBroker broker = KafkaBroker.start(folder())) {
      produce(broker, List.of("d"), true);
      assertThat(committed(broker, 2)).containsExactly("a", "d");
    }
  }

  private Path folder() {
    return parent.resolve("kafka");
  }

  private static void produce(KafkaBroker broker, List<String> values, boolean isCommit)
      throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "p"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : values) {
        producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
      }
      if (isCommit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
    awaitMarker(broker);
  }

  /** The outcome is known before the marker is written. */
  private static void awaitMarker(KafkaBroker broker) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      await()
          .until(
              () ->
                  end(admin, IsolationLevel.READ_COMMITTED)
                      == end(admin, IsolationLevel.READ_UNCOMMITTED));
    }
  }

  private static long end(Admin admin, IsolationLevel isolation) throws Exception {
    return admin
        .listOffsets(Map.of(PARTITION, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
        .partitionResult(PARTITION)
        .get()
        .offset();
  }

  /** Takes it off the partition's log, and makes the broker read the whole of that log anew. */
  private void loseLastMarker() throws IOException {
    Path log = folder().resolve(PARTITION.toString());
    try (RandomAccessFile file =
        new RandomAccessFile(log.resolve("00000000000000000000.log").toFile(), "rw")) {
      file.setLength(file.length() - MARKER_BYTES);
    }
    Files.delete(folder().resolve(".kafka_cleanshutdown"));
    try (Stream<Path> snapshots = Files.list(log)) {
      for (Path snapshot : snapshots.filter(f -> f.toString().endsWith(".snapshot")).toList()) {
        Files.delete(snapshot);
      }
    }
  }

  private static List<String> committed(KafkaBroker broker, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
