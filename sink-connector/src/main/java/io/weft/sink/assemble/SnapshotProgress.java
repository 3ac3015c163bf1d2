package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.sink.decode.ChangeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the snapshot has been read. A snapshot is known by its position in the source's log; when
 * the source has to begin it anew, the new one has a greater position and what was read of the old
 * one no longer counts.
 *
 * <p>Not thread-safe.
 */
public final class SnapshotProgress {

  private final Map<String, Long> counts;
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();
  private Lsn lsn;
  private boolean complete;
  private List<ChangeEvent> rows = new ArrayList<>();
  private long rowBytes;

  /**
   * Goes on after what the target holds.
   *
   * @param lsn the snapshot's position, {@link Lsn#NONE} if none was begun
   * @param complete whether it is complete
   * @param counts rows applied of each {@code schema.table}
   */
  public SnapshotProgress(Lsn lsn, boolean complete, Map<String, Long> counts) {
    this.lsn = lsn;
    this.complete = complete;
    this.counts = new HashMap<>(counts);
  }

  /** Before any snapshot. */
  public static SnapshotProgress none() {
    return new SnapshotProgress(Lsn.NONE, false, Map.of());
  }

  boolean isOutdated(Lsn other) {
    return lsn.isAfter(other);
  }

  boolean isComplete(Lsn other) {
    return complete && lsn.equals(other);
  }

  Lsn lsn() {
    return lsn;
  }

  /** Moves on to a snapshot; true if it is a new one. */
  boolean start(Lsn other) {
    if (!other.isAfter(lsn)) {
      return false;
    }
    lsn = other;
    complete = false;
    counts.clear();
    rows = new ArrayList<>();
    rowBytes = 0;
    return true;
  }

  void add(ChangeEvent row, String table) {
    rows.add(row);
    rowBytes += row.sizeBytes();
    counts.merge(table, 1L, Long::sum);
    nextOffsets.put(row.partition(), row.offset() + 1);
  }

  long count(String table) {
    return counts.getOrDefault(table, 0L);
  }

  void complete() {
    complete = true;
  }

  /** The rows read since the last call. */
  Optional<SnapshotRows> drain() {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    SnapshotRows drained = new SnapshotRows(lsn, rows, rowBytes, Map.copyOf(nextOffsets));
    rows = new ArrayList<>();
    rowBytes = 0;
    nextOffsets.clear();
    return Optional.of(drained);
  }
}
