package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RowColumns;
import io.weft.sink.decode.RowImage;
import io.weft.sink.target.TargetColumn;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How rows of one shape go into a target table. Columns are known here by their place in a row. */
final class TableShape {

  private final TargetTable table;
  private final RowColumns columns;
  private final int[] locator;
  private final int[] writable;
  private final boolean locatorIsKey;
  private final boolean updateMoves;
  private final boolean keyChangeMoves;

  /**
   * Derives the shape.
   *
   * @throws SchemaMismatchException if the source has a column that the target lacks
   */
  TableShape(TargetTable table, ChangeEvent event) {
    this.table = table;
    columns = image(event).columns();
    for (String column : columns.names()) {
      if (!table.columns().containsKey(column)) {
        throw new SchemaMismatchException(table.name(), column);
      }
    }
    List<String> found = locator(table, event.keyColumns(), columns);
    locator = found.stream().mapToInt(columns::place).toArray();
    writable =
        columns.names().stream()
            .filter(column -> !table.column(column).generated())
            .mapToInt(columns::place)
            .toArray();
    locatorIsKey = !found.isEmpty() && found.equals(table.key().columns());
    Set<String> fixed = fixedColumns(table);
    updateMoves = !found.containsAll(table.dimensions().keySet()) || !found.containsAll(fixed);
    keyChangeMoves = updateMoves || !(table.dimensions().isEmpty() && fixed.isEmpty());
  }

  /** An image of the row that tells its shape. */
  static RowImage image(ChangeEvent event) {
    return event.after() == null ? event.before() : event.after();
  }

  /**
   * The target's key where the source's key covers it; else the source's key, which is unique and
   * the only part of a deleted row that is sure to be sent. A source without a key sends whole
   * rows, so there any key of the target serves.
   *
   * <p>A deferrable key serves nobody: within a transaction two rows may hold the same. PostgreSQL
   * does not take one as replica identity, so the source sends whole rows of such a table.
   */
  private static List<String> locator(
      TargetTable table, List<String> sourceKey, RowColumns columns) {
    List<String> key = table.key().columns();
    Set<String> usable = new HashSet<>(sourceKey.isEmpty() ? columns.names() : sourceKey);
    if (!key.isEmpty() && usable.containsAll(key)) {
      return table.key().isImmediate() ? key : List.of();
    }
    return table.columns().keySet().containsAll(sourceKey) ? sourceKey : List.of();
  }

  private static Set<String> fixedColumns(TargetTable table) {
    Set<String> fixed = new HashSet<>();
    for (TargetColumn column : table.columns().values()) {
      if (column.identityAlways()) {
        fixed.add(column.name());
      }
    }
    return fixed;
  }

  TargetTable table() {
    return table;
  }

  /** The places by which a row is found; none if only a comparison of all columns finds it. */
  int[] locator() {
    return locator;
  }

  /** The places of the columns that are written, in the source's order; generated ones are not. */
  int[] writable() {
    return writable;
  }

  boolean hasLocator() {
    return locator.length > 0;
  }

  /** Whether the locator is the target's key, which {@code ON CONFLICT} may name. */
  boolean locatorIsKey() {
    return locatorIsKey;
  }

  /**
   * Whether an update of a row may need a DELETE and an INSERT: an UPDATE can neither carry a row
   * to another chunk or shard nor set an identity column that is GENERATED ALWAYS.
   */
  boolean moves(boolean sameKey) {
    return sameKey ? updateMoves : keyChangeMoves;
  }

  /** Some columns of a step. */
  List<StepColumn> stepColumns(int[] places) {
    List<StepColumn> found = new ArrayList<>(places.length);
    for (int place : places) {
      found.add(new StepColumn(table.column(columns.names().get(place)), columns.form(place)));
    }
    return found;
  }

  /** The key of a row; one of a single column is that column's value itself. */
  Object key(RowImage row) {
    if (locator.length == 1) {
      return value(row, locator[0]);
    }
    return new RowKey(values(row, locator));
  }

  Object[] values(RowImage row, int[] places) {
    Object[] values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = value(row, places[i]);
    }
    return values;
  }

  /** A value of a row, which may be the other image of its change and of a schema of its own. */
  Object value(RowImage row, int place) {
    return row.value(row.columns() == columns ? place : ownPlace(row, place));
  }

  /** Whether a row tells the values by which it is found. */
  boolean tellsKey(RowImage row) {
    for (int place : locator) {
      if (row.columns() != columns && row.columns().place(columns.names().get(place)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** A column by which the row is to be found, and which it leaves open. */
  Optional<String> untoldKeyColumn(RowImage row) {
    for (int place : locator) {
      Object value = value(row, place);
      if (value == null || value == RowImage.UNCHANGED) {
        return Optional.of(columns.names().get(place));
      }
    }
    return Optional.empty();
  }

  /** The later image of a row of this shape, with what it leaves unchanged of its key filled in. */
  RowImage withKeyTold(RowImage later, RowImage earlier) {
    RowImage told = later;
    for (int place : locator) {
      if (later.isUnchanged(place)) {
        told = told.with(place, value(earlier, place));
      }
    }
    return told;
  }

  private int ownPlace(RowImage row, int place) {
    String column = columns.names().get(place);
    int own = row.columns().place(column);
    if (own < 0) {
      throw new IllegalArgumentException("No column " + column + " among " + row.columns());
    }
    return own;
  }
}
