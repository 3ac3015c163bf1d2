package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.ConnectCluster;
import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.pipeline.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody else has written into a table's topic. */
class UnreadableRecordIT {

  private static final String SCHEMA = "CREATE TABLE item (id int PRIMARY KEY, v text)";

  static Stream<byte[]> foreignRecords() {
    return Stream.of(
        "no Avro".getBytes(StandardCharsets.UTF_8),
        // a schema that nobody has registered
        new byte[] {0, 0x7f, 1, 2, 3, 4});
  }

  @ParameterizedTest
  @MethodSource("foreignRecords")
  void unreadableRecordStopsTheSinkWithItsPlaceNamed(byte[] foreign) throws Exception {
    Database source = Server.shared().createDatabase("foreign_source");
    Database target = Server.shared().createDatabase("foreign_target");
    source.execute(SCHEMA + "; INSERT INTO item VALUES (1, 'before')");
    target.execute(SCHEMA);
    ConnectCluster cluster = SharedCluster.get();
    try (TestPipeline pipeline = TestPipeline.of(cluster, source).startSource();
        Topics topics = Topics.of(cluster)) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCaughtUp();
      sink.stop();
      String topic = pipeline.name() + ".public.item";
      long offset = topics.end(topic);
      write(cluster.bootstrapServers(), topic, foreign);
      sink.launch();
      assertThat(sink.awaitFailure()).contains("offset " + offset + " of " + topic + "-0");
      assertThat(target.number("SELECT count(*) FROM item")).isEqualTo(1);
    }
  }

  private static void write(String bootstrapServers, String topic, byte[] value)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
    }
  }
}
