package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Map<String, Counter> counts = new HashMap<>(8);
  private final Map<TopicPartition, Place> places = new HashMap<>(8);
  private List<ChangeEvent> events = new ArrayList<>();
  private long eventBytes;
  private long total;
  private Lsn previousCommit = Lsn.NONE;
  private SpillFile spill;

  private static final class Counter {
    private final TableName table;
    private long rows;

    private Counter(TableName table) {
      this.table = table;
    }
  }

  /** How far a partition has been read for this transaction. */
  private static final class Place {
    private long lastOrder = -1;
    private long nextOffset;
  }

  TransactionBuffer(SpillPolicy policy) {
    this.policy = policy;
  }

  /**
   * Takes a change, unless it was here before: within a partition the source's order only rises.
   *
   * @param table its table as {@code schema.table}
   */
  boolean add(ChangeEvent event, String table) {
    Place place = places.computeIfAbsent(event.partition(), partition -> new Place());
    if (event.totalOrder() <= place.lastOrder) {
      return false;
    }
    place.lastOrder = event.totalOrder();
    place.nextOffset = event.offset() + 1;
    counts.computeIfAbsent(table, name -> new Counter(event.table())).rows++;
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
    Counter counter = counts.get(table);
    return counter == null ? 0 : counter.rows;
  }

  /** The commit before this transaction's own, {@link Lsn#NONE} if no change told. */
  Lsn previousCommit() {
    return previousCommit;
  }

  /** The next offset of each partition that the changes were read from. */
  Map<TopicPartition, Long> nextOffsets() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    places.forEach((partition, place) -> offsets.put(partition, place.nextOffset));
    return offsets;
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
    return counts.values().stream().map(counter -> counter.table).collect(Collectors.toSet());
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
