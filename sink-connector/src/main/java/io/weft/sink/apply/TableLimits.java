package io.weft.sink.apply;

import io.weft.sink.plan.Step;
import io.weft.sink.target.TableKind;
import io.weft.sink.target.TargetTable;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What tables of Citus and TimescaleDB do not take, as they say it themselves (the extensions'
 * sources name the SQLSTATEs), and what to do about it.
 *
 * @param reason why a change is refused
 * @param remedy the next step
 */
record TableLimits(String reason, String remedy) {

  private static final String NULL_NOT_ALLOWED = "22004";
  private static final String NOT_SUPPORTED = "0A000";
  private static final String INTERNAL = "XX000";
  private static final String LIMIT_EXCEEDED = "53400";

  /** Explains a failure of a step by what its table is; empty if that is not the reason. */
  static Optional<TableLimits> explaining(Step step, SQLException failure) {
    return step instanceof Step.RowStep rowStep
        ? explaining(rowStep.table(), failure.getSQLState())
        : Optional.empty();
  }

  private static Optional<TableLimits> explaining(TargetTable table, String state) {
    if (table.kind() == TableKind.DISTRIBUTED && NULL_NOT_ALLOWED.equals(state)) {
      return Optional.of(nullDistribution(table));
    }
    if (!table.isColumnar()) {
      return Optional.empty();
    }
    if (table.kind() == TableKind.HYPERTABLE) {
      boolean isRefused = NOT_SUPPORTED.equals(state) || LIMIT_EXCEEDED.equals(state);
      return isRefused ? Optional.of(compressed(table)) : Optional.empty();
    }
    boolean isRefused = NOT_SUPPORTED.equals(state) || INTERNAL.equals(state);
    return isRefused ? Optional.of(columnar(table)) : Optional.empty();
  }

  private static TableLimits nullDistribution(TargetTable table) {
    String column = String.join("\", \"", table.dimensions().keySet());
    return new TableLimits(
        "the target's table is distributed by \"%s\", and that is NULL in the row"
            .formatted(column),
        ("Citus places no row without it. Distribute the target's table by a column that is NOT NULL, or make it a reference table"
                + " (SELECT undistribute_table('%1$s'), then create_reference_table('%1$s')), and restart the connector")
            .formatted(table.name()));
  }

  private static TableLimits columnar(TargetTable table) {
    return new TableLimits(
        "the target's table is columnar, and takes inserts only",
        "Store its rows as a heap (SELECT alter_table_set_access_method('%s', 'heap')), and restart the connector"
            .formatted(table.name()));
  }

  private static TableLimits compressed(TargetTable table) {
    return new TableLimits(
        "a chunk of the target's hypertable is compressed, and takes no such change",
        ("Decompress the chunks that the source still changes (SELECT decompress_chunk(c, true) FROM show_chunks('%s') c),"
                + " let no policy compress them before the cutover, and restart the connector; where the edition changes compressed"
                + " rows, raising timescaledb.max_tuples_decompressed_per_dml_transaction for the role may do")
            .formatted(table.name()));
  }
}
