package io.weft.sink.metrics;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.decode.Operation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The numbers that tell how a sink is doing. Written by the task's thread and the applier's, read
 * by any.
 *
 * <p>Changes are counted as the source made them, whatever number of rows the target's statements
 * touched.
 */
public final class SinkMetrics {

  private final Map<Operation, LongAdder> changes = zeros();
  private final Map<TableName, TableCounts> tables = new ConcurrentHashMap<>();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder batchRows = new LongAdder();
  private final LongAdder applyNanos = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder drift = new LongAdder();
  private final AtomicLong bufferedBytes = new AtomicLong();
  private volatile long lastBatchRows;
  private volatile int awaitedCopies;
  private volatile Commit read = new Commit(Lsn.NONE, 0);
  private volatile Commit applied = new Commit(Lsn.NONE, 0);
  private volatile Consumer<TableCounts> newTable = table -> {};

  /** A commit of the source, and when it was made, in milliseconds since 1970. */
  private record Commit(Lsn lsn, long timeMs) {}

  /** What was applied to one table. */
  public static final class TableCounts {
    private final TableName table;
    private final Map<Operation, LongAdder> changes = zeros();

    private TableCounts(TableName table) {
      this.table = table;
    }

    /** The table. */
    public TableName table() {
      return table;
    }

    /** Changes of some kinds so far. */
    public long changes(List<Operation> operations) {
      return sum(changes, operations);
    }
  }

  /** Starts from zero. */
  public SinkMetrics() {}

  private static Map<Operation, LongAdder> zeros() {
    Map<Operation, LongAdder> counts = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      counts.put(operation, new LongAdder());
    }
    return counts;
  }

  private static long sum(Map<Operation, LongAdder> counts, List<Operation> operations) {
    return operations.stream().mapToLong(operation -> counts.get(operation).sum()).sum();
  }

  /** Whom to tell of each table when its first row is applied. */
  public void onNewTable(Consumer<TableCounts> listener) {
    newTable = listener;
  }

  /** A batch of changes is in the target. */
  public void applied(ChangeCounts counts) {
    for (TableName table : counts.tables()) {
      TableCounts ofTable = tables.computeIfAbsent(table, this::newCounts);
      for (Operation operation : Operation.values()) {
        long count = counts.of(table, operation);
        changes.get(operation).add(count);
        ofTable.changes.get(operation).add(count);
      }
    }
  }

  private TableCounts newCounts(TableName table) {
    TableCounts counts = new TableCounts(table);
    newTable.accept(counts);
    return counts;
  }

  /** A target transaction was committed. */
  public void committed(long rows, long nanos) {
    batches.increment();
    batchRows.add(rows);
    lastBatchRows = rows;
    applyNanos.add(nanos);
  }

  /** A source transaction is in the target. */
  public void transactionApplied(Lsn commitLsn, long commitTimeMs) {
    transactions.increment();
    applied = new Commit(commitLsn, commitTimeMs);
  }

  /** The position from which this task goes on. */
  public void resumedAt(Lsn commitLsn) {
    applied = new Commit(commitLsn, 0);
    if (commitLsn.isAfter(read.lsn())) {
      read = applied;
    }
  }

  /** A commit record was read. */
  public void commitRead(Lsn commitLsn, long commitTimeMs) {
    if (commitLsn.isAfter(read.lsn())) {
      read = new Commit(commitLsn, commitTimeMs);
    }
  }

  /** A transient failure is about to be tried again. */
  public void retried() {
    retries.increment();
  }

  /** A batch had to be applied change by change. */
  public void fellBack() {
    fallbacks.increment();
  }

  /** A row of the target was not as the source's history says. */
  public void drifted() {
    drift.increment();
  }

  /** How many tables' copies are waited for now. */
  public void waitingForCopies(int tables) {
    awaitedCopies = tables;
  }

  /** What the sink holds in memory now, in bytes. */
  public void buffered(long bytes) {
    bufferedBytes.set(bytes);
  }

  /** Changes of some kinds so far. */
  public long changes(List<Operation> operations) {
    return sum(changes, operations);
  }

  public long transactions() {
    return transactions.sum();
  }

  public long batches() {
    return batches.sum();
  }

  public long lastBatchRows() {
    return lastBatchRows;
  }

  /** Mean size of a batch, in changes. */
  public double batchRowsAvg() {
    return batches.sum() == 0 ? 0 : (double) batchRows.sum() / batches.sum();
  }

  /** Mean time that a target transaction took, in milliseconds. */
  public double applyTimeMsAvg() {
    return batches.sum() == 0 ? 0 : applyNanos.sum() / 1e6 / batches.sum();
  }

  public long retries() {
    return retries.sum();
  }

  public long fallbacks() {
    return fallbacks.sum();
  }

  public long drift() {
    return drift.sum();
  }

  /** How many tables' copies are waited for now, 0 if changes flow. */
  public int awaitedCopies() {
    return awaitedCopies;
  }

  public long bufferedBytes() {
    return bufferedBytes.get();
  }

  /**
   * How much of the source's log lies between the last commit read and the last one applied, in
   * bytes.
   */
  public long lagBytes() {
    return Math.max(0, read.lsn().bytesSince(applied.lsn()));
  }

  /** How much time lies between the last commit read and the last one applied, in milliseconds. */
  public long lagMs() {
    Commit readNow = read;
    Commit appliedNow = applied;
    return readNow.lsn().isAfter(appliedNow.lsn()) && appliedNow.timeMs() > 0
        ? Math.max(0, readNow.timeMs() - appliedNow.timeMs())
        : 0;
  }
}
