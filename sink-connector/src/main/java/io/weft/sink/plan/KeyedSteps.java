package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import io.weft.sink.decode.RowImage;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the net effect on a table with a key down as steps: deletes, then updates and moves, then
 * inserts.
 */
final class KeyedSteps {

  /** Updates that set the same columns go together. */
  private record UpdateShape(boolean move, List<String> columns) {}

  private final TableShape shape;
  private final TargetTable table;
  private final List<String[]> inserts = new ArrayList<>();
  private final List<String[]> upserts = new ArrayList<>();
  private final Map<UpdateShape, List<String[]>> updates = new LinkedHashMap<>();
  private ChangeEvent insertCause;
  private ChangeEvent upsertCause;
  private ChangeEvent updateCause;

  private KeyedSteps(TableShape shape) {
    this.shape = shape;
    table = shape.table();
  }

  static List<Step> of(NetRows net) {
    KeyedSteps steps = new KeyedSteps(net.shape());
    net.rows().forEach(steps::add);
    return steps.all(net.deleted());
  }

  private void add(List<String> key, NetRows.Net net) {
    if (net.origin() != null) {
      addUpdate(key, net);
    } else if (net.cause().operation() == Operation.READ && shape.locatorIsKey()) {
      upserts.add(values(net.row(), shape.writable()));
      upsertCause = net.cause();
    } else {
      inserts.add(values(net.row(), shape.writable()));
      insertCause = net.cause();
    }
  }

  private void addUpdate(List<String> key, NetRows.Net net) {
    boolean sameKey = key.equals(net.origin());
    boolean move = shape.moves(sameKey);
    List<String> columns =
        shape.writable().stream()
            .filter(column -> !net.row().isUnchanged(net.row().columns().indexOf(column)))
            .filter(column -> !(sameKey && !move && shape.locator().contains(column)))
            .toList();
    if (columns.isEmpty()) {
      return;
    }
    String[] values = new String[shape.locator().size() + columns.size()];
    int place = 0;
    for (String value : net.origin()) {
      values[place++] = value;
    }
    for (String column : columns) {
      values[place++] = net.row().value(column);
    }
    updates.computeIfAbsent(new UpdateShape(move, columns), s -> new ArrayList<>()).add(values);
    updateCause = net.cause();
  }

  private static String[] values(RowImage row, List<String> columns) {
    String[] values = new String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(columns.get(i));
    }
    return values;
  }

  private List<Step> all(Map<List<String>, ChangeEvent> deleted) {
    List<Step> steps = new ArrayList<>();
    if (!deleted.isEmpty()) {
      List<String[]> keys = deleted.keySet().stream().map(k -> k.toArray(String[]::new)).toList();
      steps.add(new Step.Delete(table, shape.locator(), keys, deleted.values().iterator().next()));
    }
    updates.forEach((key, rows) -> steps.add(update(key, rows)));
    if (!upserts.isEmpty()) {
      steps.add(new Step.Upsert(table, shape.writable(), shape.locator(), upserts, upsertCause));
    }
    if (!inserts.isEmpty()) {
      steps.add(new Step.Insert(table, shape.writable(), inserts, insertCause));
    }
    return steps;
  }

  private Step update(UpdateShape key, List<String[]> rows) {
    return key.move()
        ? new Step.Move(table, shape.locator(), key.columns(), rows, updateCause)
        : new Step.Update(table, shape.locator(), key.columns(), rows, updateCause);
  }
}
