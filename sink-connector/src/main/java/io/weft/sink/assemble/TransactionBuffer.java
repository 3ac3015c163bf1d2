package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.sink.decode.ChangeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Collects the changes of one source transaction until its commit record tells that they are all
 * there. What exceeds the memory granted goes to a file, in runs sorted by the source's order.
 *
 * <p>Not thread-safe while it is filled; once filled it is handed on as {@link Changes} and no
 * longer changed.
 */
final class TransactionBuffer implements Changes {

  private static final Comparator<ChangeEvent> SOURCE_ORDER =
      Comparator.comparingLong(ChangeEvent::totalOrder);

  private final SpillPolicy policy;
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<TopicPartition, Long> lastOrders = new HashMap<>();
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private List<ChangeEvent> events = new ArrayList<>();
  private long eventBytes;
  private long total;
  private Lsn previousCommit = Lsn.NONE;
  private SpillFile spill;

  TransactionBuffer(SpillPolicy policy) {
    this.policy = policy;
  }

  /**
   * Takes a change, unless it was here before: within a partition the source's order only rises.
   */
  boolean add(ChangeEvent event) {
    Long last = lastOrders.get(event.partition());
    if (last != null && event.totalOrder() <= last) {
      return false;
    }
    lastOrders.put(event.partition(), event.totalOrder());
    nextOffsets.put(event.partition(), event.offset() + 1);
    counts.merge(event.table().toString(), 1L, Long::sum);
    previousCommit = previousCommit.max(event.previousCommit());
    events.add(event);
    eventBytes += event.sizeBytes();
    total++;
    if (eventBytes > policy.transactionBytes()) {
      spill();
    }
    return true;
  }

  private void spill() {
    if (spill == null) {
      spill = SpillFile.create(policy.directory());
    }
    events.sort(SOURCE_ORDER);
    spill.writeRun(events);
    events = new ArrayList<>();
    eventBytes = 0;
  }

  /** How many changes of a table have arrived. */
  long count(String table) {
    return counts.getOrDefault(table, 0L);
  }

  /** How many changes of each table have arrived. */
  Map<String, Long> counts() {
    return counts;
  }

  /** The commit before this transaction's own, {@link Lsn#NONE} if no change told. */
  Lsn previousCommit() {
    return previousCommit;
  }

  /** The next offset of each partition that the changes were read from. */
  Map<TopicPartition, Long> nextOffsets() {
    return nextOffsets;
  }

  /** No more will come: brings what is in memory into the source's order. */
  Changes complete() {
    if (spill != null && !events.isEmpty()) {
      spill();
    }
    events.sort(SOURCE_ORDER);
    return this;
  }

  @Override
  public long count() {
    return total;
  }

  @Override
  public long sizeBytes() {
    return eventBytes;
  }

  @Override
  public boolean spilled() {
    return spill != null;
  }

  @Override
  public Iterator<ChangeEvent> iterator() {
    return spill == null ? events.iterator() : new RunMerger(spill.openRuns(), SOURCE_ORDER);
  }

  @Override
  public void close() {
    if (spill != null) {
      spill.close();
    }
  }
}
