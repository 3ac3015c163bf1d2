package io.weft.cli.demo.fleet;

import java.util.concurrent.TimeUnit;

/**
 * Spreads work evenly over time. What was missed in a pause is caught up with, up to a second's
 * worth. Not thread-safe.
 */
final class Pace {

  private static final long MAX_DEBT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long intervalNanos;
  private long nextNanos = System.nanoTime();

  /**
   * @param perSecond how often; 0 for as fast as possible
   */
  Pace(double perSecond) {
    intervalNanos = perSecond == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  /** Waits until it is time for the next piece of work. */
  void await() throws InterruptedException {
    long now = System.nanoTime();
    nextNanos = Math.max(nextNanos, now - MAX_DEBT_NANOS);
    if (nextNanos > now) {
      TimeUnit.NANOSECONDS.sleep(nextNanos - now);
    }
    nextNanos += intervalNanos;
  }
}
