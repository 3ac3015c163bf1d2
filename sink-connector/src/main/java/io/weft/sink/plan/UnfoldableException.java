package io.weft.sink.plan;

/**
 * The changes of a batch contradict each other, so they have no net effect. Applied one by one they
 * show where they do not fit the target.
 */
public final class UnfoldableException extends RuntimeException {

  UnfoldableException() {
    super("The changes contradict each other", null, false, false);
  }
}
