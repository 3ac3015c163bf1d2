package io.weft.cli.compare;

import io.weft.postgres.TableName;

/** Hears how far a comparison is; called by the thread that compares, so it has to be quick. */
@FunctionalInterface
public interface ComparisonListener {

  /** Hears nothing. */
  ComparisonListener SILENT = (table, sourceRows) -> {};

  /**
   * Called now and then while a table is compared, and once at its end.
   *
   * @param sourceRows rows of the source read so far
   */
  void compared(TableName table, long sourceRows);
}
