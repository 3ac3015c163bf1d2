package io.weft.it.pipeline;

import io.weft.it.env.ConnectCluster;
import io.weft.postgres.CopyPortion;
import io.weft.postgres.Lsn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a reader of committed records finds of a copied table: its last copy.
 *
 * @param records of that copy, in the order of their partitions
 * @param partitions in which they are
 */
public record CopiedRows(List<Map.Entry<CopyPortion, byte[]>> records, Set<Integer> partitions) {

  /** Reads a topic to its end. */
  public static CopiedRows read(ConnectCluster cluster, String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = readAll(cluster, topic);
    Lsn last =
        all.stream()
            .map(record -> portion(record).copyLsn())
            .max(Comparator.naturalOrder())
            .orElse(Lsn.NONE);
    List<ConsumerRecord<byte[], byte[]>> ofLast =
        all.stream().filter(record -> portion(record).copyLsn().equals(last)).toList();
    return new CopiedRows(
        ofLast.stream().map(record -> Map.entry(portion(record), record.value())).toList(),
        all.stream().map(ConsumerRecord::partition).collect(Collectors.toSet()));
  }

  private static List<ConsumerRecord<byte[], byte[]>> readAll(
      ConnectCluster cluster, String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", cluster.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private static CopyPortion portion(ConsumerRecord<byte[], byte[]> record) {
    byte[] header = record.headers().lastHeader(CopyPortion.HEADER).value();
    return CopyPortion.parse(new String(header, StandardCharsets.UTF_8));
  }

  /** Whether each chunk has its last record. */
  public boolean isWhole() {
    return !records.isEmpty()
        && records.stream().filter(record -> record.getKey().isLast()).count()
            == records.get(0).getKey().chunks();
  }

  /** The first column of all rows, in COPY's text format. */
  public List<String> firstColumn() {
    List<String> values = new ArrayList<>();
    records.forEach(
        record ->
            new String(record.getValue(), StandardCharsets.UTF_8)
                .lines()
                .forEach(row -> values.add(row.substring(0, row.indexOf('\t')))));
    return values;
  }
}
