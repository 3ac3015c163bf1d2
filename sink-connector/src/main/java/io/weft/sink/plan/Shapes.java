package io.weft.sink.plan;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RowColumns;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Remembers the shapes of rows that have come, by table. Not thread-safe. */
final class Shapes {

  private record Known(RowColumns columns, List<String> keyColumns, TableShape shape) {

    boolean fits(ChangeEvent event) {
      return columns == TableShape.image(event).columns() && keyColumns.equals(event.keyColumns());
    }
  }

  /** Shapes of one table: a few over its life, one at a time. */
  private static final int LIMIT = 32;

  private final Function<TableName, TargetTable> tables;
  private final Map<TableName, List<Known>> known = new HashMap<>();

  Shapes(Function<TableName, TargetTable> tables) {
    this.tables = tables;
  }

  /** The target's table for a source's. */
  TargetTable table(TableName name) {
    return tables.apply(name);
  }

  /**
   * The shape of a change's rows.
   *
   * @throws SchemaMismatchException if the target has no place for them
   */
  TableShape of(ChangeEvent event) {
    List<Known> ofTable = known.computeIfAbsent(event.table(), table -> new ArrayList<>(1));
    for (Known one : ofTable) {
      if (one.fits(event)) {
        return one.shape();
      }
    }
    TableShape shape = new TableShape(tables.apply(event.table()), event);
    if (ofTable.size() >= LIMIT) {
      ofTable.clear();
    }
    ofTable.add(new Known(TableShape.image(event).columns(), event.keyColumns(), shape));
    return shape;
  }

  /** Forgets what depends on the target's table. */
  void forget(TableName table) {
    known.remove(table);
  }
}
