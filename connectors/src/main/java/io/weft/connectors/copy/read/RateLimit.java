package io.weft.connectors.copy.read;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says when the next bytes may be read, so that no more than some are read in a second. */
final class RateLimit {

  private final double bytesPerSecond;
  private final LongSupplier nanos;
  private long dueNanos;

  /**
   * @param bytesPerSecond of all tasks together; 0 is no limit
   * @param tasks that share it
   * @param nanos a clock that only goes forward
   */
  RateLimit(long bytesPerSecond, int tasks, LongSupplier nanos) {
    this.bytesPerSecond = (double) bytesPerSecond / tasks;
    this.nanos = nanos;
    this.dueNanos = nanos.getAsLong();
  }

  /** How long to wait, in ms; 0 if not at all. */
  long waitMs() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(dueNanos - nanos.getAsLong()));
  }

  /** So many were read. */
  void read(long bytes) {
    if (bytesPerSecond > 0) {
      double seconds = bytes / bytesPerSecond;
      dueNanos =
          Math.max(dueNanos, nanos.getAsLong()) + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
  }
}
