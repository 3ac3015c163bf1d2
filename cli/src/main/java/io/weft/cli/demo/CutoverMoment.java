package io.weft.cli.demo;

import java.time.Duration;

/**
 * Decides when to stop the writers, as an operator would: not before the time that was asked for,
 * and then not in the middle of catching up, since all that the target is behind would be downtime.
 * But a target that does not come nearer, or takes too long, is not waited for. Not thread-safe.
 */
final class CutoverMoment {

  private static final long NEAR_ENOUGH_MS = 1_000;
  private static final long MAX_EXTRA_MS = 60_000;
  private static final long CHECK_INTERVAL_MS = 5_000;

  private final long askedMs;
  private long checkAtMs;
  private long lagAtCheckMs = Long.MAX_VALUE;

  CutoverMoment(Duration asked) {
    askedMs = asked.toMillis();
    checkAtMs = askedMs;
  }

  /**
   * Whether it has come.
   *
   * @param elapsedMs since the end of the copy
   * @param lagMs of the target, now
   */
  boolean hasCome(long elapsedMs, long lagMs) {
    if (elapsedMs < askedMs) {
      return false;
    }
    if (lagMs < NEAR_ENOUGH_MS || elapsedMs >= askedMs + MAX_EXTRA_MS) {
      return true;
    }
    return elapsedMs >= checkAtMs && !comesNearer(elapsedMs, lagMs);
  }

  private boolean comesNearer(long elapsedMs, long lagMs) {
    boolean nearer = lagMs < lagAtCheckMs;
    lagAtCheckMs = lagMs;
    checkAtMs = elapsedMs + CHECK_INTERVAL_MS;
    return nearer;
  }
}
