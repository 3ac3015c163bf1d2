package io.weft.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeakRateTest {

  private final PeakRate peak = new PeakRate();

  @Test
  void bestSecondCounts() {
    observe(0, 100);
    observe(500, 900);
    observe(1000, 1100);
    observe(2000, 1200);
    observe(4000, 4200);

    assertThat(peak.best()).isEqualTo(1500);
  }

  @Test
  void beforeTheFirstSecondIsOverThereIsNone() {
    observe(0, 100);
    observe(999, 900);

    assertThat(peak.best()).isZero();
  }

  private void observe(long millis, long count) {
    peak.observe(TimeUnit.MILLISECONDS.toNanos(millis), count);
  }
}
