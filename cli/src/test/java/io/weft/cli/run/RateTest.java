package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

  private final Rate rate = new Rate();

  @Test
  void growthIsMeasuredOverTheLastSeconds() {
    assertThat(rate.perSecond(0, 0)).isZero();
    assertThat(rate.perSecond(1000, 500)).isEqualTo(500);
    for (int second = 2; second <= 20; second++) {
      rate.perSecond(second * 1000L, 500 + (second - 1) * 100L);
    }
    assertThat(rate.perSecond(21_000, 2500)).isEqualTo(100);
  }

  @Test
  void aCounterThatBeginsAnewDoesNotCountBackwards() {
    rate.perSecond(0, 1000);
    assertThat(rate.perSecond(1000, 10)).isZero();
    assertThat(rate.perSecond(2000, 20)).isEqualTo(10);
  }
}
