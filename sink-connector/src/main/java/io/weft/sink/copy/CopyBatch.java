package io.weft.sink.copy;

import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Records that wait to be written by one target transaction. Not thread-safe. */
public final class CopyBatch {

  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /**
   * How far a transaction carries a partition.
   *
   * @param from the offset at which the target stands
   * @param to the next one to be read afterwards
   */
  record Move(long from, long to) {}

  private final List<CopyRecord> records = new ArrayList<>();
  private final TreeMap<TopicPartition, Move> moves = new TreeMap<>(ORDER);
  private long bytes;

  /** Starts empty. */
  public CopyBatch() {}

  /**
   * Takes a record that comes behind those of its partition.
   *
   * @param from where the target stands in its partition
   */
  public void add(CopyRecord record, long from) {
    records.add(record);
    bytes += record.sizeBytes();
    pass(record, from);
  }

  /** Moves on behind a record whose rows are not wanted. */
  public void pass(CopyRecord record, long from) {
    moves.merge(
        record.partition(),
        new Move(from, record.offset() + 1),
        (earlier, later) -> new Move(earlier.from(), later.to()));
  }

  /** Forgets all records. */
  public void clear() {
    records.clear();
    moves.clear();
    bytes = 0;
  }

  public boolean isEmpty() {
    return moves.isEmpty();
  }

  /** An estimate of the heap that the records hold. */
  public long bytes() {
    return bytes;
  }

  /** Where the target stands once this is written. */
  Map<TopicPartition, Long> nextOffsets() {
    Map<TopicPartition, Long> next = new HashMap<>();
    moves.forEach((partition, move) -> next.put(partition, move.to()));
    return next;
  }

  /** In the order of each partition. */
  List<CopyRecord> records() {
    return Collections.unmodifiableList(records);
  }

  /** By partition, in an order that is the same for all tasks. */
  Map<TopicPartition, Move> moves() {
    return Collections.unmodifiableMap(moves);
  }

  /** The source's tables, in an order that is the same for all tasks. */
  SortedSet<TableName> tables() {
    SortedSet<TableName> tables = new TreeSet<>();
    records.forEach(record -> tables.add(record.portion().table()));
    return tables;
  }
}
