package io.weft.connectors.copy.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final AtomicLong nowMs = new AtomicLong();

  @Test
  void eachTaskTakesItsShare() {
    RateLimit limit = limit(1000, 4);
    assertThat(limit.waitMs()).isZero();
    limit.read(500);
    assertThat(limit.waitMs()).isEqualTo(2000);
    nowMs.addAndGet(1500);
    assertThat(limit.waitMs()).isEqualTo(500);
  }

  @Test
  void timeInWhichNothingWasReadIsNotMadeUpFor() {
    RateLimit limit = limit(1000, 1);
    nowMs.addAndGet(60_000);
    limit.read(1000);
    assertThat(limit.waitMs()).isEqualTo(1000);
  }

  @Test
  void limitBelowAByteForEachTaskStillHolds() {
    RateLimit limit = limit(1, 2);
    limit.read(1);
    assertThat(limit.waitMs()).isEqualTo(2000);
  }

  @Test
  void zeroIsNoLimit() {
    RateLimit limit = limit(0, 2);
    limit.read(Long.MAX_VALUE);
    assertThat(limit.waitMs()).isZero();
  }

  private RateLimit limit(long bytesPerSecond, int tasks) {
    return new RateLimit(bytesPerSecond, tasks, () -> TimeUnit.MILLISECONDS.toNanos(nowMs.get()));
  }
}
