package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What can be applied to the target next. */
public sealed interface Work extends AutoCloseable
    permits SourceTransaction, SnapshotRows, SnapshotEnd {

  /** Number of changes in it. */
  long rows();

  /** An estimate of the heap that it holds on to. */
  long sizeBytes();

  /**
   * Enters where reading may begin again once this is applied: the next offset of every partition
   * it was read from.
   */
  void addNextOffsets(Map<TopicPartition, Long> offsets);

  /**
   * The position that the target has reached once this is applied; {@link Lsn#NONE} if it moves
   * nothing.
   */
  Lsn commitLsn();

  /** Lets go of what is on disk. */
  @Override
  default void close() {}
}
