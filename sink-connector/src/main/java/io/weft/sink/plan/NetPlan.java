package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * The net effect of changes that come one after the other, in source order. Not thread-safe, and
 * good for one use.
 */
public final class NetPlan {

  private final boolean foreignKeysAct;
  private final NetEffect effect;
  private final KeyChanges keyChanges = new KeyChanges();
  private final Truncates truncates;
  private final List<Step> steps = new ArrayList<>();

  NetPlan(Shapes shapes, boolean foreignKeysAct) {
    this.foreignKeysAct = foreignKeysAct;
    effect = new NetEffect(shapes);
    truncates = new Truncates(shapes::table);
  }

  /**
   * Folds a change in.
   *
   * @throws UnfoldableException if it contradicts the earlier ones
   */
  public void add(ChangeEvent event) {
    ChangeEvent change = keyChanges.join(event);
    if (change == null) {
      return;
    }
    if (change.operation() == Operation.TRUNCATE) {
      drain();
      truncates.add(change);
    } else {
      steps.addAll(truncates.drain());
      effect.add(change);
    }
  }

  private void drain() {
    steps.addAll(StepOrder.of(effect.drain(), foreignKeysAct));
  }

  /** The steps that have the effect of all changes. */
  public List<Step> finish() {
    keyChanges.end();
    steps.addAll(truncates.drain());
    drain();
    return steps;
  }
}
