package io.weft.cli.demo;

import java.util.concurrent.TimeUnit;

/** How fast a counter has grown at best, over any second that was looked at. Not thread-safe. */
final class PeakRate {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long windowStartNanos;
  private long windowStartCount;
  private boolean started;
  private double best;

  /** Takes note of the counter. */
  void observe(long nowNanos, long count) {
    long elapsedNanos = nowNanos - windowStartNanos;
    if (started && elapsedNanos < WINDOW_NANOS) {
      return;
    }
    if (started) {
      best = Math.max(best, (count - windowStartCount) * (double) WINDOW_NANOS / elapsedNanos);
    }
    started = true;
    windowStartNanos = nowNanos;
    windowStartCount = count;
  }

  /** The most in a second; 0 before the first second is over. */
  double best() {
    return best;
  }
}
