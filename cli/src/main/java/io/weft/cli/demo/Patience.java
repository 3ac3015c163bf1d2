package io.weft.cli.demo;

import io.weft.cli.run.UserException;
import java.time.Duration;

/** Bounds a wait: it may take as long as it likes, so long as something moves. Not thread-safe. */
final class Patience {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final String what;
  private long lastValue = Long.MIN_VALUE;
  private long movedNanos = System.nanoTime();

  /**
   * @param what is waited for, as the end of a sentence
   */
  Patience(String what) {
    this.what = what;
  }

  /**
   * Takes note of how far it is.
   *
   * @throws UserException if that has been the same for too long
   */
  void observe(long value) {
    if (value != lastValue) {
      lastValue = value;
      movedNanos = System.nanoTime();
    } else if (System.nanoTime() - movedNanos > LIMIT.toNanos()) {
      throw new UserException(
          "Nothing moved for %d s while the demo waited for %s."
              .formatted(LIMIT.toSeconds(), what));
    }
  }
}
