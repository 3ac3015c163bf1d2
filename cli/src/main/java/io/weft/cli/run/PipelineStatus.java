package io.weft.cli.run;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What a pipeline has done, as of one moment. Counts begin at this start of the pipeline.
 *
 * @param phase where it is
 * @param problem the message of what failed or is being retried
 * @param tables each table, by name
 * @param rowsCopied rows of the initial copy that the target holds durably
 * @param changes inserts, updates and deletes that the target holds durably
 * @param transactions source transactions that the target holds durably
 * @param changesPerSecond changes and copied rows a second, over the last few seconds
 * @param lagBytes source log between the last commit that the source made and the last that the
 *     target applied; -1 while unknown
 * @param lagMs age of the oldest source transaction that is not yet applied; -1 while unknown
 * @param appliedLsn the end of the last source transaction that the target holds durably; {@link
 *     Lsn#NONE} before the copy is complete
 */
public record PipelineStatus(
    Phase phase,
    Optional<String> problem,
    List<Table> tables,
    long rowsCopied,
    long changes,
    long transactions,
    double changesPerSecond,
    long lagBytes,
    long lagMs,
    Lsn appliedLsn) {

  public PipelineStatus {
    tables = List.copyOf(tables);
  }

  /**
   * One table's share.
   *
   * @param estimatedRows rows in the source as its statistics had it when the pipeline started; -1
   *     if unknown
   */
  public record Table(
      TableName name,
      long estimatedRows,
      long rowsCopied,
      long inserted,
      long updated,
      long deleted) {

    /** Inserts, updates and deletes together. */
    public long changes() {
      return inserted + updated + deleted;
    }
  }
}
