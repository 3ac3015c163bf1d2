package io.weft.sink.metrics;

import io.weft.postgres.TableName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The numbers that tell how a task of the bulk copy is doing. Written by the task's thread, read by
 * any.
 */
public final class CopyMetrics {

  private final Amounts all = new Amounts();
  private final Map<TableName, Amounts> tables = new ConcurrentHashMap<>();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder moved = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private volatile long tablesComplete;
  private volatile long bufferedBytes;
  private volatile Consumer<TableName> newTable = table -> {};

  /** What was written. */
  private static final class Amounts {
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder chunks = new LongAdder();

    void add(long moreRows, long moreBytes, long moreChunks) {
      rows.add(moreRows);
      bytes.add(moreBytes);
      chunks.add(moreChunks);
    }
  }

  /** Starts from zero. */
  public CopyMetrics() {}

  /** Whom to tell of each table when its first row is written. */
  public void onNewTable(Consumer<TableName> listener) {
    newTable = listener;
  }

  /** Rows of a table are in the target. */
  public void copied(TableName table, long rows, long bytes, long chunks) {
    all.add(rows, bytes, chunks);
    Amounts ofTable = tables.get(table);
    if (ofTable == null) {
      ofTable = new Amounts();
      tables.put(table, ofTable);
      newTable.accept(table);
    }
    ofTable.add(rows, bytes, chunks);
  }

  /** A target transaction was committed. */
  public void committed(long tookNanos, long completeTables) {
    transactions.increment();
    nanos.add(tookNanos);
    tablesComplete = completeTables;
  }

  /** Records of older copies were left out. */
  public void skipped(long records) {
    skipped.add(records);
  }

  /** Another task has written to this one's partitions. */
  public void moved() {
    moved.increment();
  }

  /** A transient failure is about to be tried again. */
  public void retried() {
    retries.increment();
  }

  /** What the task holds in memory now, in bytes. */
  public void buffered(long bytes) {
    bufferedBytes = bytes;
  }

  public long rows() {
    return all.rows.sum();
  }

  public long bytes() {
    return all.bytes.sum();
  }

  public long chunks() {
    return all.chunks.sum();
  }

  /** Of one table. */
  public long rows(TableName table) {
    return tables.get(table).rows.sum();
  }

  /** Of one table. */
  public long bytes(TableName table) {
    return tables.get(table).bytes.sum();
  }

  /** Of the pipeline, when this task looked last. */
  public long tablesComplete() {
    return tablesComplete;
  }

  public long transactions() {
    return transactions.sum();
  }

  /** Mean time of a target transaction, in milliseconds. */
  public double timeMsAvg() {
    return transactions.sum() == 0 ? 0 : nanos.sum() / 1e6 / transactions.sum();
  }

  public long skippedRecords() {
    return skipped.sum();
  }

  /** How often another task had written. */
  public long movedOffsets() {
    return moved.sum();
  }

  public long retries() {
    return retries.sum();
  }

  public long bufferedBytes() {
    return bufferedBytes;
  }
}
