package io.weft.sink.apply;

import io.weft.sink.plan.Step;

/** The target holds something that the source's history does not explain. */
final class DriftException extends RuntimeException {

  private final Step step;
  private final int expected;
  private final int found;

  DriftException(Step step, int expected, int found) {
    super("expected " + expected + " rows, found " + found, null, false, false);
    this.step = step;
    this.expected = expected;
    this.found = found;
  }

  Step step() {
    return step;
  }

  int expected() {
    return expected;
  }

  int found() {
    return found;
  }
}
