package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Lsn;
import org.junit.jupiter.api.Test;

class LagClockTest {

  private final LagClock clock = new LagClock();

  @Test
  void theLagIsTheAgeOfTheOldestLogThatIsNotApplied() {
    clock.sample(1000, new Lsn(10));
    clock.sample(2000, new Lsn(20));
    clock.sample(3000, new Lsn(30));
    assertThat(clock.lagMs(3500, new Lsn(5))).isEqualTo(2500);
    assertThat(clock.lagMs(3500, new Lsn(10))).isEqualTo(1500);
    assertThat(clock.lagMs(3500, new Lsn(30))).isZero();
  }

  @Test
  void aQuietSourceAges() {
    clock.sample(1000, new Lsn(10));
    clock.sample(9000, new Lsn(10));
    assertThat(clock.lagMs(9000, new Lsn(5))).isEqualTo(8000);
  }
}
