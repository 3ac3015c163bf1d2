package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The snapshot is complete: every row that the source counted has been handed out before this.
 *
 * @param commitLsn the snapshot's position
 * @param nextOffsets where reading goes on
 */
public record SnapshotEnd(Lsn commitLsn, Map<TopicPartition, Long> nextOffsets) implements Work {

  @Override
  public long rows() {
    return 0;
  }

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void addNextOffsets(Map<TopicPartition, Long> offsets) {
    offsets.putAll(nextOffsets);
  }
}
