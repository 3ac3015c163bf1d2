package io.weft.cli.compare;

import io.weft.postgres.TableName;
import java.util.List;

/**
 * What a comparison found in one table.
 *
 * @param counts how many rows, and of which kind
 * @param obstacles why rows, or some of their columns, could not be compared: the table or a column
 *     is missing on a side; each is a difference
 * @param columnsOnlyInTarget columns which the source lacks, such as a distribution column that was
 *     added on the way; they are not compared and are no difference
 * @param samples a few of the rows that differ
 */
public record TableComparison(
    TableName table,
    RowCounts counts,
    List<String> obstacles,
    List<String> columnsOnlyInTarget,
    List<RowSample> samples) {

  /** How many samples a table's result holds at most. */
  public static final int MAX_SAMPLES = 5;

  public TableComparison {
    obstacles = List.copyOf(obstacles);
    columnsOnlyInTarget = List.copyOf(columnsOnlyInTarget);
    samples = List.copyOf(samples);
  }

  static TableComparison notComparable(TableName table, String obstacle) {
    return new TableComparison(table, RowCounts.NONE, List.of(obstacle), List.of(), List.of());
  }

  /** Whether the table holds the same rows on both sides, and all its columns were compared. */
  public boolean identical() {
    return obstacles.isEmpty() && counts.differences() == 0;
  }

  /** Rows on the source. */
  public long sourceRows() {
    return counts.source();
  }

  /** Rows on the target. */
  public long targetRows() {
    return counts.target();
  }
}
