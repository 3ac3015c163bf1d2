package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RowImage;
import io.weft.sink.target.TargetColumn;
import io.weft.sink.target.TargetTable;
import java.util.List;

/**
 * How rows of one shape go into a target table.
 *
 * @param table the target
 * @param locator the columns by which a row is found; empty if only a comparison of all columns
 *     finds it
 * @param writable the columns of the source that are written, in the source's order; generated ones
 *     are not
 */
record TableShape(TargetTable table, List<String> locator, List<String> writable) {

  /**
   * Derives the shape.
   *
   * @throws SchemaMismatchException if the source has a column that the target lacks
   */
  static TableShape of(TargetTable table, ChangeEvent event) {
    RowImage row = event.after() == null ? event.before() : event.after();
    for (String column : row.columns()) {
      if (!table.columns().containsKey(column)) {
        throw new SchemaMismatchException(table.name(), column);
      }
    }
    List<String> writable =
        row.columns().stream().filter(column -> !table.column(column).generated()).toList();
    return new TableShape(table, locator(table, event.keyColumns(), row), writable);
  }

  /**
   * The target's key where the source's key covers it; else the source's key, which is unique and
   * the only part of a deleted row that is sure to be sent. A source without a key sends whole
   * rows, so there any key of the target serves.
   *
   * <p>A deferrable key serves nobody: within a transaction two rows may hold the same. PostgreSQL
   * does not take one as replica identity, so the source sends whole rows of such a table.
   */
  private static List<String> locator(TargetTable table, List<String> sourceKey, RowImage row) {
    List<String> usable = sourceKey.isEmpty() ? row.columns() : sourceKey;
    if (!table.key().isEmpty() && usable.containsAll(table.key())) {
      return table.keyIsImmediate() ? table.key() : List.of();
    }
    return table.columns().keySet().containsAll(sourceKey) ? sourceKey : List.of();
  }

  boolean hasLocator() {
    return !locator.isEmpty();
  }

  /** Whether the locator is the target's key, which {@code ON CONFLICT} may name. */
  boolean locatorIsKey() {
    return hasLocator() && locator.equals(table.key());
  }

  /**
   * Whether an update of a row may need a DELETE and an INSERT: an UPDATE can neither carry a row
   * to another chunk nor set an identity column that is GENERATED ALWAYS.
   */
  boolean moves(boolean sameKey) {
    return !locator.containsAll(table.dimensions())
        || !locator.containsAll(fixedColumns())
        || (!sameKey && !(table.dimensions().isEmpty() && fixedColumns().isEmpty()));
  }

  private List<String> fixedColumns() {
    return table.columns().values().stream()
        .filter(TargetColumn::identityAlways)
        .map(TargetColumn::name)
        .toList();
  }

  List<String> values(RowImage row, List<String> columns) {
    return columns.stream().map(row::value).toList();
  }
}
