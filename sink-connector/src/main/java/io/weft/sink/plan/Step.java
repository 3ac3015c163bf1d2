package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.target.TargetTable;
import java.util.List;

/**
 * One statement against the target.
 *
 * <p>{@link #expectedRows()} is how many rows the statement must report; another number means
 * drift.
 */
public sealed interface Step {

  /** Writes rows that are not there yet. */
  record Insert(TargetTable table, List<StepColumn> columns, Rows rows, ChangeEvent cause)
      implements RowStep {}

  /** Writes rows whether or not they are there: a snapshot's row may arrive again. */
  record Upsert(
      TargetTable table, List<StepColumn> columns, List<String> key, Rows rows, ChangeEvent cause)
      implements RowStep {}

  /** Sets columns of rows found by a key: each row holds the key's values, then those to set. */
  record Update(
      TargetTable table, List<StepColumn> key, List<StepColumn> set, Rows rows, ChangeEvent cause)
      implements KeyStep {

    @Override
    public List<StepColumn> columns() {
      return joined(key, set);
    }
  }

  /**
   * Takes rows out by their key and puts them in again with other values, which an UPDATE cannot
   * always do: a hypertable refuses one that carries a row to another chunk, a distributed table
   * one that sets the column by which it is distributed. Columns not named keep their value.
   */
  record Move(
      TargetTable table, List<StepColumn> key, List<StepColumn> set, Rows rows, ChangeEvent cause)
      implements KeyStep {

    @Override
    public List<StepColumn> columns() {
      return joined(key, set);
    }
  }

  /** Removes rows found by a key. */
  record Delete(TargetTable table, List<StepColumn> key, Rows rows, ChangeEvent cause)
      implements KeyStep {

    @Override
    public List<StepColumn> columns() {
      return key;
    }
  }

  /** Removes, for each row, exactly one of those equal to it in all columns named. */
  record DeleteEqual(TargetTable table, List<StepColumn> columns, Rows rows, ChangeEvent cause)
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

    /** What the rows hold. */
    List<StepColumn> columns();

    /** The rows. */
    Rows rows();

    @Override
    default int expectedRows() {
      return rows().count();
    }
  }

  /** A step that finds rows by a key, which comes first in each row. */
  sealed interface KeyStep extends RowStep {
    /** The key's columns. */
    List<StepColumn> key();
  }

  /** How many rows the server must report. */
  int expectedRows();

  /** A change that this step comes from; if the step stands for one change alone, that one. */
  ChangeEvent cause();

  private static List<StepColumn> joined(List<StepColumn> first, List<StepColumn> second) {
    List<StepColumn> all = new java.util.ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }
}
