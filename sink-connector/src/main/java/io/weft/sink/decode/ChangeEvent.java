package io.weft.sink.decode;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * One change of one row, or the truncation of a table.
 *
 * @param partition where the record was read
 * @param offset its offset there
 * @param table the source's table
 * @param operation what happened
 * @param xid the source's transaction id; 0 for rows of the snapshot
 * @param previousCommit the commit that the source made visible just before the change's own;
 *     {@link Lsn#NONE} if the record does not tell, as in the first transaction after a start
 * @param lsn the change's own position in the log; for a row of the snapshot the snapshot's
 *     position
 * @param totalOrder the change's place in its transaction, from 1; 0 for rows of the snapshot
 * @param keyColumns the columns of the record's key, empty for a table without one
 * @param before the row as it was, or null; without REPLICA IDENTITY FULL only its key columns hold
 * @param after the row as it is, or null
 */
public record ChangeEvent(
    TopicPartition partition,
    long offset,
    TableName table,
    Operation operation,
    long xid,
    Lsn previousCommit,
    Lsn lsn,
    long totalOrder,
    List<String> keyColumns,
    RowImage before,
    RowImage after)
    implements Event {

  private static final int OVERHEAD_BYTES = 160;

  /** An estimate of the heap that the event holds on to. */
  public long sizeBytes() {
    long size = OVERHEAD_BYTES;
    size += before == null ? 0 : before.sizeBytes();
    size += after == null ? 0 : after.sizeBytes();
    return size;
  }
}
