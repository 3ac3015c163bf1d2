package io.weft.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CutoverMomentTest {

  private final CutoverMoment moment = new CutoverMoment(Duration.ofSeconds(10));

  @Test
  void comesAfterTheTimeThatWasAskedFor() {
    assertThat(moment.hasCome(9_999, 5)).isFalse();
    assertThat(moment.hasCome(10_000, 5)).isTrue();
  }

  @Test
  void waitsForATargetThatIsCatchingUp() {
    assertThat(moment.hasCome(10_000, 9_000)).isFalse();
    assertThat(moment.hasCome(11_000, 9_900)).isFalse();
    assertThat(moment.hasCome(15_000, 7_000)).isFalse();
    assertThat(moment.hasCome(16_000, 3_000)).isFalse();
    assertThat(moment.hasCome(17_500, 900)).isTrue();
  }

  @Test
  void doesNotWaitForATargetThatComesNoNearer() {
    assertThat(moment.hasCome(10_000, 9_000)).isFalse();
    assertThat(moment.hasCome(14_900, 9_000)).isFalse();
    assertThat(moment.hasCome(15_000, 9_000)).isTrue();
  }

  @Test
  void doesNotWaitForEver() {
    long lagMs = 2_000_000;
    for (long elapsedMs = 10_000; elapsedMs < 70_000; elapsedMs += 5_000) {
      assertThat(moment.hasCome(elapsedMs, lagMs)).isFalse();
      lagMs = lagMs / 10 * 9;
    }
    assertThat(moment.hasCome(70_000, 100_000)).isTrue();
  }
}
