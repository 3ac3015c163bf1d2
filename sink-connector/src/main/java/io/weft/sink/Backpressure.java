package io.weft.sink;

import io.weft.postgres.Lsn;
import io.weft.sink.assemble.Awaited;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Pauses partitions when too much is in memory: all of them when the target is behind; those that
 * run ahead when incomplete transactions pile up. A partition that has not yet passed the commit
 * waited for is never paused for the latter, so that what is waited for can come.
 *
 * <p>Not thread-safe.
 */
final class Backpressure {

  private static final int MAX_WAITING_COMMITS = 100_000;

  private final SinkTaskContext context;
  private final long bufferBytes;
  private final Map<TopicPartition, Lsn> reached = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();

  Backpressure(SinkTaskContext context, long bufferBytes) {
    this.context = context;
    this.bufferBytes = bufferBytes;
  }

  /**
   * Partitions come from a rebalance. Connect keeps what a task has paused, and pauses it again: to
   * begin anew, it has to be told.
   */
  void opened(Collection<TopicPartition> partitions) {
    context.resume(partitions.toArray(TopicPartition[]::new));
    paused.removeAll(partitions);
  }

  /** A change was read that comes after a commit. */
  void reached(TopicPartition partition, Lsn previousCommit) {
    reached.put(partition, previousCommit);
  }

  void apply(long queuedBytes, long pendingBytes, Optional<Awaited> awaited, int waitingCommits) {
    Set<TopicPartition> wanted = new HashSet<>();
    // Once paused, stay so until half is gone: pausing at every record would cost more than it
    // saves.
    long limit = paused.isEmpty() ? bufferBytes : bufferBytes / 2;
    if (queuedBytes > limit || waitingCommits > MAX_WAITING_COMMITS) {
      wanted.addAll(context.assignment());
    } else if (pendingBytes > limit) {
      reached.forEach(
          (partition, lsn) -> {
            if (awaited.isEmpty() || !awaited.get().commitLsn().isAfter(lsn)) {
              wanted.add(partition);
            }
          });
    }
    change(wanted);
  }

  private void change(Set<TopicPartition> wanted) {
    wanted.retainAll(context.assignment());
    Set<TopicPartition> resumed = new HashSet<>(paused);
    resumed.removeAll(wanted);
    resumed.retainAll(context.assignment());
    Set<TopicPartition> stopped = new HashSet<>(wanted);
    stopped.removeAll(paused);
    if (!resumed.isEmpty()) {
      context.resume(resumed.toArray(TopicPartition[]::new));
    }
    if (!stopped.isEmpty()) {
      context.pause(stopped.toArray(TopicPartition[]::new));
    }
    paused.clear();
    paused.addAll(wanted);
  }
}
