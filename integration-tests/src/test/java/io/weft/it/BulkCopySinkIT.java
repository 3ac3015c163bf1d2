package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.ConnectCluster;
import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestCopySink;
import io.weft.postgres.CopyPortion;
import io.weft.postgres.CopyPortion.Estimate;
import io.weft.postgres.CopyPortion.Format;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The bulk copy's sink on a worker, several tasks of it. */
class BulkCopySinkIT {

  private static final TableName ITEM = new TableName("public", "item");
  private static final int PARTITIONS = 3;
  private static final int CHUNKS = 6;
  private static final int RECORDS = 60;
  private static final int ROWS = 500;
  private static final long ALL = (long) CHUNKS * RECORDS * ROWS;

  @Test
  void severalTasksWriteEachRowOnceAcrossARestartAndALossOfTheTarget() throws Exception {
    Database target = Server.shared().createDatabase("bulk_copy");
    target.execute("CREATE TABLE item (chunk int, id int, name text)");
    ConnectCluster cluster = SharedCluster.get();
    String prefix = "bulk" + ProcessHandle.current().pid();
    String topic = prefix + ".copy.public.item";
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer = producer(cluster)) {
      write(producer, topic, 0, RECORDS / 2);
      try (TestCopySink sink = TestCopySink.of(cluster, prefix, target).start()) {
        sink.awaitRows(1);
        sink.stop();
        sink.start();
        target.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'weft %s'"
                .formatted(prefix));
        sink.awaitRows(ALL / 2);
        write(producer, topic, RECORDS / 2, RECORDS);
        sink.awaitComplete(1);
      }
    }
    assertThat(target.number("SELECT count(*) FROM item")).isEqualTo(ALL);
    assertThat(target.number("SELECT count(DISTINCT (chunk, id)) FROM item")).isEqualTo(ALL);
    assertThat(target.number("SELECT rows FROM weft.copy_table")).isEqualTo(ALL);
  }

  /** One request at a time, since a topic that was just made may refuse the first one. */
  private static KafkaProducer<byte[], byte[]> producer(ConnectCluster cluster) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "max.in.flight.requests.per.connection",
            "1"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Some records of each chunk. */
  private static void write(KafkaProducer<byte[], byte[]> producer, String topic, int from, int to)
      throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (int sequence = from; sequence < to; sequence++) {
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(topic, chunk % PARTITIONS, null, rows(chunk, sequence));
        record
            .headers()
            .add(
                CopyPortion.HEADER,
                portion(chunk, sequence).encode().getBytes(StandardCharsets.UTF_8));
        sent.add(producer.send(record));
      }
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  private static CopyPortion portion(int chunk, int sequence) {
    return new CopyPortion(
        ITEM,
        Format.TEXT,
        List.of("id", "chunk", "name"),
        List.of("integer", "integer", "text"),
        Lsn.parse("0/100"),
        chunk,
        CHUNKS,
        sequence,
        ROWS,
        sequence == RECORDS - 1,
        new Estimate(ALL, -1));
  }

  private static byte[] rows(int chunk, int sequence) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      int id = sequence * ROWS + i;
      rows.append(id).append('\t').append(chunk).append('\t').append("näme ").append(id);
      rows.append('\n');
    }
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }
}
