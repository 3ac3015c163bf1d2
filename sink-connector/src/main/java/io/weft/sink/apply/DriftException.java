package io.weft.sink.apply;

import io.weft.sink.plan.Step;

/** The target holds something that the source's history does not explain. */
final class DriftException extends RuntimeException {

  private final Step step;
  private final int found;

  DriftException(Step step, int found) {
    super("expected " + step.expectedRows() + " rows, found " + found, null, false, false);
    this.step = step;
    this.found = found;
  }

  Step step() {
    return step;
  }

  int found() {
    return found;
  }
}
