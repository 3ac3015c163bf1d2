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

  /** So many give the planner batches; more are only held on to. */
  private static final int MAX_WAITING_COMMITS = 5_000;

  /**
   * What is not whole is of no use yet, so it takes no more than this share of the memory: the rest
   * is for what the target can take.
   */
  private static final int PENDING_SHARE = 4;

  private final SinkTaskContext context;
  private final Mark queued = new Mark();
  private final Mark pending = new Mark();
  private final Mark waiting = new Mark();
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
   * @param usefulBytes how much of it the target has a use for
   * @param pendingBytes held by those that are not whole yet
   * @param waitingCommits commits whose changes have not all come
   */
  record Load(long queuedBytes, long usefulBytes, long pendingBytes, int waitingCommits) {}

  Backpressure(SinkTaskContext context, long bufferBytes) {
    this.context = context;
    this.bufferBytes = bufferBytes;
  }

  /**
   * Tells too much from enough. Once there was too much, there is until the low mark is reached:
   * pausing at every record would cost more than it saves.
   */
  private static final class Mark {
    private boolean isPassed;

    boolean isPassedBy(long value, long high, long low) {
      isPassed = value > (isPassed ? low : high);
      return isPassed;
    }
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
    // A batch is a quarter of it: when one is done, the next has to be on its way.
    if (queued.isPassedBy(load.queuedBytes(), load.usefulBytes(), load.usefulBytes() / 4 * 3)) {
      wanted.addAll(context.assignment());
    }
    if (waiting.isPassedBy(load.waitingCommits(), MAX_WAITING_COMMITS, MAX_WAITING_COMMITS / 2)) {
      wanted.add(commits);
    }
    long pendingLimit = bufferBytes / PENDING_SHARE;
    if (pending.isPassedBy(load.pendingBytes(), pendingLimit, pendingLimit / 2)) {
      wanted.addAll(ahead(awaited));
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
