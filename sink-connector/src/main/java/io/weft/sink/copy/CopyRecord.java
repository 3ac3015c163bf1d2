package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of copied rows.
 *
 * @param partition where it was read
 * @param offset its offset there
 * @param portion what it says of itself
 * @param data whole rows in the portion's format, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody compares
public record CopyRecord(TopicPartition partition, long offset, CopyPortion portion, byte[] data) {

  private static final long OVERHEAD_BYTES = 1_000;

  /** An estimate of the heap that it holds. */
  public long sizeBytes() {
    return OVERHEAD_BYTES + data.length;
  }

  /** The record in words, for messages. */
  String place() {
    return "chunk %d of table %s (copy %s; offset %d of %s)"
        .formatted(portion.chunk(), portion.table(), portion.copyLsn(), offset, partition);
  }
}
