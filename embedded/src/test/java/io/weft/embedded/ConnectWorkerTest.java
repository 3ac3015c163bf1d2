package io.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectWorkerTest {

  @TempDir Path folder;

  @Test
  void aTransactionThatAFormerWorkerLeftOpenDoesNotHoldItUp() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
      String servers = broker.bootstrapServers();
      ConnectWorker.start(servers, Map.of()).close();
      Map<String, Object> settings =
          Map.of(
              "bootstrap.servers",
              servers,
              "transactional.id",
              "weft-some-source-0",
              "transaction.timeout.ms",
              900_000);
      try (KafkaProducer<byte[], byte[]> former =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
        former.initTransactions();
        former.beginTransaction();
        former.send(new ProducerRecord<>("weft-connect-offsets", new byte[1], new byte[1])).get();

        CompletableFuture<ConnectWorker> start =
            CompletableFuture.supplyAsync(() -> ConnectWorker.start(servers, Map.of()));
        try (ConnectWorker worker = start.get(60, TimeUnit.SECONDS)) {
          assertThat(worker.restUri().getHost()).isEqualTo("127.0.0.1");
          assertThat(new ConnectClient(worker.restUri()).connectors()).isEmpty();
        }
      }
    }
  }
}
