package io.weft.sink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far each partition has been read. Not thread-safe. */
final class Positions {

  /** One partition's. */
  static final class Position {
    private final TopicPartition partition;
    private long next;

    private Position(TopicPartition partition, long next) {
      this.partition = partition;
      this.next = next;
    }

    TopicPartition partition() {
      return partition;
    }

    /** Whether a record was not read before; from then on it was. */
    boolean advance(long offset) {
      if (offset < next) {
        return false;
      }
      next = offset + 1;
      return true;
    }
  }

  private final Map<TopicPartition, Position> positions = new HashMap<>();
  private Position last;

  /** Begins where the target wants partitions from. */
  void startAt(Map<TopicPartition, Long> offsets) {
    offsets.forEach((partition, next) -> positions.put(partition, new Position(partition, next)));
    last = null;
  }

  /** A partition's; records come in runs of one partition, so it tends to be the last one. */
  Position of(String topic, int partition) {
    if (last == null
        || last.partition.partition() != partition
        || !last.partition.topic().equals(topic)) {
      last =
          positions.computeIfAbsent(
              new TopicPartition(topic, partition), place -> new Position(place, 0));
    }
    return last;
  }

  /** The next offset of a partition, 0 if nothing of it was read. */
  long next(TopicPartition partition) {
    Position position = positions.get(partition);
    return position == null ? 0 : position.next;
  }

  /** The partitions of a topic of which something was read. */
  List<TopicPartition> ofTopic(String topic) {
    return positions.keySet().stream()
        .filter(partition -> partition.topic().equals(topic))
        .toList();
  }
}
