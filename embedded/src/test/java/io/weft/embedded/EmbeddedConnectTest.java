package io.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedConnectTest {

  private static final String PASSWORD = "q7-never-to-be-found-anywhere";

  @TempDir Path data;

  @Test
  void killedAndStartedAgainItGoesOnExactlyOnceAndTheSecretIsNowhere() throws Exception {
    for (int kill = 0; kill < 2; kill++) {
      try (ChildProcess child = start()) {
        awaitReady(child);
        Thread.sleep(500);
        child.kill();
      }
    }
    try (ChildProcess child = start()) {
      String bootstrapServers = awaitReady(child);
      assertThat(read(bootstrapServers, 1000))
          .isEqualTo(LongStream.range(0, 1000).boxed().toList());
      assertThat(child.terminate()).isEqualTo(143);
    }
    assertThat(filesThatHold(PASSWORD)).isEmpty();
    assertThat(filesThatHold("weft:source.password")).isNotEmpty();
  }

  private ChildProcess start() throws IOException {
    return ChildProcess.start(EmbeddedProcess.class, data.resolve("data").toString(), PASSWORD);
  }

  /** Returns the address after it has checked how long the start took. */
  private static String awaitReady(ChildProcess child) throws IOException {
    String[] ready = child.awaitReady().split(" ", 2);
    System.out.println("Broker, worker and connector ran after " + ready[1] + " ms");
    assertThat(Duration.ofMillis(Long.parseLong(ready[1]))).isLessThan(Duration.ofSeconds(30));
    return ready[0];
  }

  private static List<Long> read(String bootstrapServers, int count) {
    List<Long> numbers = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(EmbeddedProcess.TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (numbers.size() < count && System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          numbers.add(Long.parseLong(record.value().replaceAll(".*\"payload\":(\\d+)}", "$1")));
        }
      }
    }
    return numbers.subList(0, Math.min(count, numbers.size()));
  }

  private List<Path> filesThatHold(String text) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (indexOf(Files.readAllBytes(file), wanted) >= 0) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
  }
}
