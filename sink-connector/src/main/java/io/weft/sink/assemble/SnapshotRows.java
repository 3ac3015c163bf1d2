package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.sink.decode.ChangeEvent;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Some rows of the snapshot.
 *
 * @param snapshotLsn the snapshot they belong to; a greater one than before means that the snapshot
 *     was begun anew
 * @param events the rows, in the order of each partition
 * @param sizeBytes an estimate of the heap that they hold
 * @param nextOffsets where reading goes on
 */
public record SnapshotRows(
    Lsn snapshotLsn,
    List<ChangeEvent> events,
    long sizeBytes,
    Map<TopicPartition, Long> nextOffsets)
    implements Work {

  @Override
  public long rows() {
    return events.size();
  }

  @Override
  public Lsn commitLsn() {
    return Lsn.NONE;
  }

  @Override
  public void addNextOffsets(Map<TopicPartition, Long> offsets) {
    offsets.putAll(nextOffsets);
  }
}
