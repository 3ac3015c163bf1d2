package io.weft.cli.compare;

import java.util.List;

/**
 * The verdict of a comparison.
 *
 * @param tables one entry a table, in order of name
 */
public record ComparisonReport(List<TableComparison> tables) {

  public ComparisonReport {
    tables = List.copyOf(tables);
  }

  /** Whether each table exists on both sides and holds the same rows there. */
  public boolean identical() {
    return tables.stream().allMatch(TableComparison::identical);
  }

  /** Rows read from the source, all tables together. */
  public long sourceRows() {
    return tables.stream().mapToLong(TableComparison::sourceRows).sum();
  }

  /** Rows read from the target, all tables together. */
  public long targetRows() {
    return tables.stream().mapToLong(TableComparison::targetRows).sum();
  }

  /** The tables that differ. */
  public List<TableComparison> differing() {
    return tables.stream().filter(table -> !table.identical()).toList();
  }
}
