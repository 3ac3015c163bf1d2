package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.target.TargetTable;
import java.util.List;

/**
 * One statement against the target. Rows are arrays of text literals, one for each column named, in
 * that order.
 *
 * <p>{@link #expectedRows()} is how many rows the statement must report; another number means
 * drift.
 */
public sealed interface Step {

  /** Writes rows that are not there yet. */
  record Insert(TargetTable table, List<String> columns, List<String[]> rows, ChangeEvent cause)
      implements RowStep {}

  /** Writes rows whether or not they are there: a snapshot's row may arrive again. */
  record Upsert(
      TargetTable table,
      List<String> columns,
      List<String> key,
      List<String[]> rows,
      ChangeEvent cause)
      implements RowStep {}

  /** Sets columns of rows found by a key: each row holds the key's values, then those to set. */
  record Update(
      TargetTable table,
      List<String> key,
      List<String> columns,
      List<String[]> rows,
      ChangeEvent cause)
      implements RowStep {}

  /**
   * Takes rows out by their key and puts them in again with other values, which an UPDATE cannot
   * always do: a hypertable refuses one that carries a row to another chunk. Columns not named keep
   * their value.
   */
  record Move(
      TargetTable table,
      List<String> key,
      List<String> columns,
      List<String[]> rows,
      ChangeEvent cause)
      implements RowStep {}

  /** Removes rows found by a key. */
  record Delete(TargetTable table, List<String> key, List<String[]> rows, ChangeEvent cause)
      implements RowStep {}

  /** Removes, for each row, exactly one of those equal to it in all columns named. */
  record DeleteEqual(
      TargetTable table, List<String> columns, List<String[]> rows, ChangeEvent cause)
      implements RowStep {}

  /** Empties tables, all at once so that foreign keys between them are no obstacle. */
  record Truncate(List<TargetTable> tables, ChangeEvent cause) implements Step {
    @Override
    public int expectedRows() {
      return 0;
    }
  }

  /** A step on rows of one table. */
  sealed interface RowStep extends Step {
    /** The table. */
    TargetTable table();

    /** One array a row. */
    List<String[]> rows();

    @Override
    default int expectedRows() {
      return rows().size();
    }
  }

  /** How many rows the server must report. */
  int expectedRows();

  /** A change that this step comes from; if the step stands for one change alone, that one. */
  ChangeEvent cause();
}
