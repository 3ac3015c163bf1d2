package io.weft.sink.plan;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns changes in source order into steps. Remembers nothing but tables. Not thread-safe. */
public final class Planner {

  private final Shapes shapes;
  private final boolean foreignKeysAct;

  /**
   * Takes the lookup of target tables.
   *
   * @param tables gives the target's table for a source's; throws {@link SchemaMismatchException}
   *     if there is none
   * @param foreignKeysAct whether the target checks foreign keys while steps are taken
   */
  public Planner(Function<TableName, TargetTable> tables, boolean foreignKeysAct) {
    shapes = new Shapes(tables);
    this.foreignKeysAct = foreignKeysAct;
  }

  /**
   * Makes sure that the target has a place for what a change holds.
   *
   * @throws SchemaMismatchException if it has none
   */
  public void check(ChangeEvent event) {
    if (event.operation() == Operation.TRUNCATE) {
      shapes.table(event.table());
    } else {
      shapes.of(event);
    }
  }

  /** Forgets a table, so that it is looked up anew. */
  public void forget(TableName table) {
    shapes.forget(table);
  }

  /** Begins to plan a net effect: few steps, each over many rows. */
  public NetPlan begin() {
    return new NetPlan(shapes, foreignKeysAct);
  }

  /**
   * Plans the net effect of changes.
   *
   * @throws UnfoldableException if the changes contradict each other
   */
  public List<Step> planNetEffect(Iterable<ChangeEvent> changes) {
    NetPlan plan = begin();
    changes.forEach(plan::add);
    return plan.finish();
  }

  /** Plans every change by itself, in source order, so that nothing depends on how changes fold. */
  public List<Step> planOneByOne(Iterable<ChangeEvent> changes) {
    List<Step> steps = new ArrayList<>();
    List<ChangeEvent> unit = new ArrayList<>();
    for (ChangeEvent event : changes) {
      if (!unit.isEmpty() && !belongTogether(unit.get(unit.size() - 1), event)) {
        steps.addAll(planNetEffect(unit));
        unit.clear();
      }
      unit.add(event);
    }
    steps.addAll(planNetEffect(unit));
    return steps;
  }

  /** The two halves of a key change, and tables truncated by one statement. */
  private static boolean belongTogether(ChangeEvent event, ChangeEvent next) {
    return event.operation() == Operation.KEY_CHANGE_DELETE
        || (event.operation() == Operation.TRUNCATE && next.operation() == Operation.TRUNCATE);
  }
}
