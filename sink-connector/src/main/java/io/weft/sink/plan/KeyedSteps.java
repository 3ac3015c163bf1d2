package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import io.weft.sink.decode.RowImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Writes the net effect on a table with a key down as steps. */
final class KeyedSteps {

  private static final BitSet NONE = new BitSet();

  /**
   * Updates that set the same columns go together.
   *
   * @param unchanged places that keep their value
   */
  private record UpdateShape(boolean sameKey, boolean moves, BitSet unchanged) {}

  private final TableShape shape;
  private final List<RowImage> inserts = new ArrayList<>();
  private final List<RowImage> upserts = new ArrayList<>();
  private final Map<UpdateShape, List<NetRows.Net>> updates = new LinkedHashMap<>();
  private ChangeEvent insertCause;
  private ChangeEvent upsertCause;

  private KeyedSteps(TableShape shape) {
    this.shape = shape;
  }

  static TableSteps of(NetRows net) {
    KeyedSteps steps = new KeyedSteps(net.shape());
    net.rows().forEach(steps::add);
    return new TableSteps(
        net.shape().table(), steps.deletes(net.deleted()), steps.updates(), steps.inserts());
  }

  private void add(Object key, NetRows.Net net) {
    if (net.origin() != null) {
      boolean sameKey = key.equals(shape.key(net.origin()));
      UpdateShape update = new UpdateShape(sameKey, shape.moves(sameKey), unchanged(net.row()));
      updates.computeIfAbsent(update, u -> new ArrayList<>()).add(net);
    } else if (net.cause().operation() == Operation.READ && shape.locatorIsKey()) {
      upserts.add(net.row());
      upsertCause = net.cause();
    } else {
      inserts.add(net.row());
      insertCause = net.cause();
    }
  }

  private static BitSet unchanged(RowImage row) {
    if (!row.hasUnchanged()) {
      return NONE;
    }
    BitSet unchanged = new BitSet(row.columns().count());
    for (int i = 0; i < row.columns().count(); i++) {
      unchanged.set(i, row.isUnchanged(i));
    }
    return unchanged;
  }

  private List<Step> deletes(Map<Object, NetRows.Gone> deleted) {
    if (deleted.isEmpty()) {
      return List.of();
    }
    List<RowImage> rows = deleted.values().stream().map(NetRows.Gone::row).toList();
    return List.of(
        new Step.Delete(
            shape.table(),
            shape.stepColumns(shape.locator()),
            new ImageRows(shape, rows, shape.locator()),
            deleted.values().iterator().next().cause()));
  }

  private List<Step> updates() {
    List<Step> steps = new ArrayList<>();
    updates.forEach((update, rows) -> addUpdate(update, rows, steps));
    return steps;
  }

  private void addUpdate(UpdateShape update, List<NetRows.Net> rows, List<Step> steps) {
    IntPredicate isKept = update.unchanged()::get;
    if (update.sameKey() && !update.moves()) {
      isKept = isKept.or(place -> IntStream.of(shape.locator()).anyMatch(key -> key == place));
    }
    int[] set = IntStream.of(shape.writable()).filter(isKept.negate()).toArray();
    if (set.length == 0) {
      return;
    }
    List<StepColumn> key = shape.stepColumns(shape.locator());
    List<StepColumn> columns = shape.stepColumns(set);
    Rows values = new UpdateRows(shape, rows, set);
    ChangeEvent cause = rows.get(rows.size() - 1).cause();
    steps.add(
        update.moves()
            ? new Step.Move(shape.table(), key, columns, values, cause)
            : new Step.Update(shape.table(), key, columns, values, cause));
  }

  private List<Step> inserts() {
    List<StepColumn> columns = shape.stepColumns(shape.writable());
    List<Step> steps = new ArrayList<>();
    if (!upserts.isEmpty()) {
      steps.add(
          new Step.Upsert(
              shape.table(),
              columns,
              shape.table().key().columns(),
              new ImageRows(shape, upserts, shape.writable()),
              upsertCause));
    }
    if (!inserts.isEmpty()) {
      steps.add(
          new Step.Insert(
              shape.table(),
              columns,
              new ImageRows(shape, inserts, shape.writable()),
              insertCause));
    }
    return steps;
  }
}
