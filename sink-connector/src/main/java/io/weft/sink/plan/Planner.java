package io.weft.sink.plan;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns changes in source order into steps. Stateless between calls. */
public final class Planner {

  private final Function<TableName, TargetTable> tables;

  /**
   * Takes the lookup of target tables.
   *
   * @param tables gives the target's table for a source's; throws {@link SchemaMismatchException}
   *     if there is none
   */
  public Planner(Function<TableName, TargetTable> tables) {
    this.tables = tables;
  }

  /**
   * Plans the net effect: few steps, each over many rows.
   *
   * @throws UnfoldableException if the changes contradict each other
   */
  public List<Step> planNetEffect(Iterable<ChangeEvent> changes) {
    List<Step> steps = new ArrayList<>();
    NetEffect effect = new NetEffect(tables);
    KeyChanges keyChanges = new KeyChanges();
    Truncates truncates = new Truncates(tables);
    for (ChangeEvent event : changes) {
      ChangeEvent change = keyChanges.join(event);
      if (change == null) {
        continue;
      }
      if (change.operation() == Operation.TRUNCATE) {
        steps.addAll(effect.drain());
        truncates.add(change);
      } else {
        steps.addAll(truncates.drain());
        effect.add(change);
      }
    }
    keyChanges.end();
    steps.addAll(truncates.drain());
    steps.addAll(effect.drain());
    return steps;
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
