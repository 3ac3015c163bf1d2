package io.weft.it.env;

import org.opentest4j.TestAbortedException;

/** Leaves out a test for which the machine lacks something, and says so where a person sees it. */
public final class Skip {

  private Skip() {}

  /** Ends the test as skipped. */
  public static TestAbortedException because(String reason) {
    System.err.println("SKIPPED: " + reason);
    throw new TestAbortedException(reason);
  }
}
