package io.weft.sink;

import io.weft.sink.assemble.GapException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Knows which offsets Kafka still has. Without a cluster configured it knows nothing and objects to
 * nothing.
 */
final class TopicBounds implements AutoCloseable {

  private static final long TIMEOUT_S = 30;

  private final Optional<Map<String, Object>> settings;
  private Admin admin;

  TopicBounds(Optional<Map<String, Object>> settings) {
    this.settings = settings;
  }

  boolean known() {
    return settings.isPresent();
  }

  /**
   * Makes sure that partitions can be read from where they are wanted.
   *
   * @throws GapException if records before the first one there are gone, or the topic was made anew
   */
  void check(Map<TopicPartition, Long> wanted) {
    if (!known() || wanted.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> first = offsets(wanted.keySet(), OffsetSpec.earliest());
    Map<TopicPartition, Long> end = offsets(wanted.keySet(), OffsetSpec.latest());
    wanted.forEach(
        (partition, offset) -> {
          if (first.get(partition) > offset) {
            throw new GapException(
                "Records %d to %d of %s are needed but gone from Kafka (retention, or deleted by a person). The target is whole up to its progress, but cannot go on from here: fill it anew, and give the topics a retention that outlasts every stop"
                    .formatted(offset, first.get(partition) - 1, partition));
          }
          if (end.get(partition) < offset) {
            throw new GapException(
                "%s ends at offset %d, but the target has already applied it up to %d: the topic was deleted and made anew, or this is another cluster. Point the sink at the cluster that it was fed from, or fill the target anew with a pipeline of another name"
                    .formatted(partition, end.get(partition), offset));
          }
        });
  }

  /** The offset behind the last committed record of each partition. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return offsets(partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, OffsetSpec spec) {
    if (admin == null) {
      admin = Admin.create(settings.orElseThrow());
    }
    Map<TopicPartition, OffsetSpec> query = new HashMap<>();
    partitions.forEach(partition -> query.put(partition, spec));
    try {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      Map<TopicPartition, ListOffsetsResultInfo> found =
          admin
              .listOffsets(query, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
              .all()
              .get(TIMEOUT_S, TimeUnit.SECONDS);
      found.forEach((partition, info) -> offsets.put(partition, info.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw new ConnectException(
          "Kafka does not tell which offsets it has: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new RetriableException("Kafka did not tell in time which offsets it has", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close();
    }
  }
}
