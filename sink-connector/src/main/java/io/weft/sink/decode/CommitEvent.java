package io.weft.sink.decode;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The record that closes a source transaction, or the snapshot.
 *
 * @param partition where the record was read
 * @param offset its offset there
 * @param xid the source's transaction id; {@link #SNAPSHOT_XID} for the end of the snapshot
 * @param commitLsn the end of the transaction's COMMIT in the log, or the position of the snapshot
 * @param commitTimeMs when it was committed, in milliseconds since 1970
 * @param counts number of records for each {@code schema.table} that has any
 * @param holds the tables that are copied anew: what changes them from here on waits for that copy
 */
public record CommitEvent(
    TopicPartition partition,
    long offset,
    long xid,
    Lsn commitLsn,
    long commitTimeMs,
    Map<String, Long> counts,
    Set<TableName> holds)
    implements Event {

  /** PostgreSQL's invalid transaction id, which no transaction ever has. */
  public static final long SNAPSHOT_XID = 0;

  private static final long OVERHEAD_BYTES = 160;
  private static final int COUNT_BYTES = 120;

  /** An estimate of the heap that the event holds on to. */
  public long sizeBytes() {
    return OVERHEAD_BYTES + (long) COUNT_BYTES * (counts.size() + holds.size());
  }

  /** Whether this closes the snapshot rather than a transaction. */
  public boolean endsSnapshot() {
    return xid == SNAPSHOT_XID;
  }
}
