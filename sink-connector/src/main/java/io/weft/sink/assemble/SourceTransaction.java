package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * One whole source transaction.
 *
 * @param xid the source's transaction id
 * @param commitLsn the end of its COMMIT in the log
 * @param commitTimeMs when it was committed, in milliseconds since 1970
 * @param changes its changes, in the order in which they were made
 * @param holds the tables that are copied anew: what changes them from here on waits for that copy
 * @param commits the partition of its commit record
 * @param nextCommit where reading goes on there
 */
public record SourceTransaction(
    long xid,
    Lsn commitLsn,
    long commitTimeMs,
    Changes changes,
    Set<TableName> holds,
    TopicPartition commits,
    long nextCommit)
    implements Work {

  /** Without the changes of some tables, whose effect the target holds already. */
  public SourceTransaction without(Set<TableName> tables) {
    return tables.isEmpty()
        ? this
        : new SourceTransaction(
            xid,
            commitLsn,
            commitTimeMs,
            new RemainingChanges(changes, tables),
            holds,
            commits,
            nextCommit);
  }

  @Override
  public void addNextOffsets(Map<TopicPartition, Long> offsets) {
    changes.addNextOffsets(offsets);
    offsets.put(commits, nextCommit);
  }

  @Override
  public long rows() {
    return changes.count();
  }

  @Override
  public long sizeBytes() {
    return changes.sizeBytes();
  }

  @Override
  public void close() {
    changes.close();
  }
}
