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
 * run ahead when incomplete transactions pile up, be it their changes or their commits. A partition
 * that has not yet passed the commit waited for is never paused for the latter, so that what is
 * waited for can come.
 *
 * <p>Not thread-safe.
 */
final class Backpressure {

  private static final int MAX_WAITING_COMMITS = 20_000;

  private final SinkTaskContext context;
  private final long bufferBytes;
  private final Map<TopicPartition, Lsn> reached = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private TopicPartition lastPartition;
  private Lsn lastReached;
  private TopicPartition commits;

  /**
   * What is in memory.
   *
   * @param queuedBytes held by whole transactions that wait for the target
   * @param pendingBytes held by those that are not whole yet
   * @param waitingCommits commits whose changes have not all come
   */
  record Load(long queuedBytes, long pendingBytes, int waitingCommits) {}

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
    // Changes of one transaction come one behind the other, and name the same commit.
    if (!previousCommit.equals(lastReached) || !partition.equals(lastPartition)) {
      reached.put(partition, previousCommit);
      lastReached = previousCommit;
      lastPartition = partition;
    }
  }

  /** A commit was read. */
  void commitRead(TopicPartition partition) {
    commits = partition;
  }

  /** Looks at what is in memory, and at the commit for which changes are waited for. */
  void apply(Load load, Optional<Awaited> awaited) {
    Set<TopicPartition> wanted = new HashSet<>();
    // Once paused, stay so until half is gone: pausing at every record would cost more than it
    // saves.
    int share = paused.isEmpty() ? 1 : 2;
    if (load.queuedBytes() > bufferBytes / share) {
      wanted.addAll(context.assignment());
    } else {
      if (load.waitingCommits() > MAX_WAITING_COMMITS / share) {
        wanted.add(commits);
      }
      if (load.pendingBytes() > bufferBytes / share) {
        wanted.addAll(ahead(awaited));
      }
    }
    change(wanted);
  }

  /** The partitions that hold nothing of what is waited for any more. */
  private Set<TopicPartition> ahead(Optional<Awaited> awaited) {
    Set<TopicPartition> ahead = new HashSet<>();
    reached.forEach(
        (partition, lsn) -> {
          if (awaited.isEmpty() || !awaited.get().commitLsn().isAfter(lsn)) {
            ahead.add(partition);
          }
        });
    return ahead;
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
