package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Tallies tallies = new Tallies();
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
   *
   * @param table its table as {@code schema.table}
   */
  boolean add(ChangeEvent event, String table) {
    if (!tallies.of(event.partition(), event.table(), table).take(event)) {
      return false;
    }
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

  /** How many changes of a table, {@code schema.table}, have arrived. */
  long count(String table) {
    return tallies.count(table);
  }

  /** The commit before this transaction's own, {@link Lsn#NONE} if no change told. */
  Lsn previousCommit() {
    return previousCommit;
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
  public Set<TableName> tables() {
    return tallies.tables();
  }

  @Override
  public void addNextOffsets(Map<TopicPartition, Long> offsets) {
    tallies.addNextOffsets(offsets);
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
