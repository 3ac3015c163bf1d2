package io.weft.cli.run;

import io.weft.postgres.Lsn;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells how old the oldest log is that the target has not applied, by remembering when the source's
 * log ended where. Not thread-safe.
 */
final class LagClock {

  private static final int REMEMBERED = 10_000;

  private record Sample(long timeMs, Lsn end) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes a look at the source's end. */
  void sample(long nowMs, Lsn end) {
    if (samples.isEmpty() || end.isAfter(samples.peekLast().end)) {
      samples.addLast(new Sample(nowMs, end));
    }
    if (samples.size() > REMEMBERED) {
      samples.removeFirst();
    }
  }

  /** How long ago the source's log first went beyond what is applied now, in milliseconds. */
  long lagMs(long nowMs, Lsn applied) {
    while (!samples.isEmpty() && !samples.peekFirst().end.isAfter(applied)) {
      samples.removeFirst();
    }
    return samples.isEmpty() ? 0 : nowMs - samples.peekFirst().timeMs;
  }
}
