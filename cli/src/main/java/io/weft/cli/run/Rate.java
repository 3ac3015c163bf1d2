package io.weft.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a counter grows, over the last seconds. Not thread-safe. */
final class Rate {

  private static final long WINDOW_MS = 5_000;

  private record Sample(long timeMs, long count) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  double perSecond(long nowMs, long count) {
    if (!samples.isEmpty() && count < samples.peekLast().count) {
      samples.clear(); // the task began anew
    }
    samples.addLast(new Sample(nowMs, count));
    while (samples.size() > 2 && nowMs - samples.peekFirst().timeMs > WINDOW_MS) {
      samples.removeFirst();
    }
    Sample first = samples.peekFirst();
    long elapsedMs = nowMs - first.timeMs;
    return elapsedMs <= 0 ? 0 : (count - first.count) * 1000.0 / elapsedMs;
  }
}
