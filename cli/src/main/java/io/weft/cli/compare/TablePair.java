package io.weft.cli.compare;

import io.weft.cli.compare.TableShape.Column;
import io.weft.postgres.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One table on both sides: finds what the sides have in common, then compares it. */
final class TablePair {

  private final TableName table;
  private final SnapshotSession source;
  private final SnapshotSession target;

  TablePair(TableName table, SnapshotSession source, SnapshotSession target) {
    this.table = table;
    this.source = source;
    this.target = target;
  }

  TableComparison compare(ComparisonListener listener) throws SQLException {
    Optional<TableShape> sourceShape = source.shape(table);
    Optional<TableShape> targetShape = target.shape(table);
    if (sourceShape.isEmpty() || targetShape.isEmpty()) {
      return TableComparison.notComparable(table, missing(sourceShape, targetShape));
    }
    return compareRows(sourceShape.get(), targetShape.get(), listener);
  }

  private static String missing(Optional<TableShape> source, Optional<TableShape> target) {
    if (source.isEmpty() && target.isEmpty()) {
      return "the table exists on neither side";
    }
    return "the table is missing in the " + (source.isEmpty() ? "source" : "target");
  }

  private TableComparison compareRows(
      TableShape sourceShape, TableShape targetShape, ComparisonListener listener)
      throws SQLException {
    RowLayout layout = RowLayout.of(sourceShape, targetShape);
    String query = layout.query(table);
    try (RowStream sourceRows = source.read(query);
        RowStream targetRows = target.read(query)) {
      RowMerge merge = new RowMerge(layout, sourceRows, targetRows);
      RowCounts counts = merge.run(rows -> listener.compared(table, rows));
      return new TableComparison(
          table,
          counts,
          columnsMissing(sourceShape, targetShape).stream()
              .map(name -> "column " + name + " is missing in the target")
              .toList(),
          columnsMissing(targetShape, sourceShape),
          merge.samples());
    }
  }

  private static List<String> columnsMissing(TableShape from, TableShape in) {
    List<String> names = new ArrayList<>();
    for (Column column : from.columns()) {
      if (in.column(column.name()).isEmpty()) {
        names.add(column.name());
      }
    }
    return names;
  }
}
