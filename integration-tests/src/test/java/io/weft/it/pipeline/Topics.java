package io.weft.it.pipeline;

import io.weft.it.env.ConnectCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Looks into a broker's topics, and deletes from them as retention would. */
public final class Topics implements AutoCloseable {

  private final Admin admin;

  private Topics(Admin admin) {
    this.admin = admin;
  }

  public static Topics of(ConnectCluster cluster) {
    return new Topics(Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers())));
  }

  /** The topics of a pipeline. */
  public List<String> startingWith(String prefix) {
    return get(admin.listTopics().names()).stream()
        .filter(topic -> topic.startsWith(prefix + "."))
        .sorted()
        .toList();
  }

  /** The offset behind the last record of partition 0. */
  public long end(String topic) {
    return ends(List.of(new TopicPartition(topic, 0))).values().iterator().next();
  }

  /** How many partitions a topic has. */
  public int partitions(String topic) {
    return describe(topic).partitions().size();
  }

  private TopicDescription describe(String topic) {
    return get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
  }

  /** The offsets behind the last records of all partitions together. */
  public long endOfAll(String topic) {
    List<TopicPartition> all =
        describe(topic).partitions().stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    return ends(all).values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  /** Waits until partition 0 ends behind an offset. */
  public void awaitEndBehind(String topic, long offset) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> end(topic) > offset);
  }

  /** Deletes the records of partition 0 before an offset. */
  public void deleteUpTo(String topic, long offset) {
    get(
        admin
            .deleteRecords(
                Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
            .all());
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
