package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetriesTest {

  private final Retries retries = new Retries();

  @Test
  void aRetryShowsUntilSomethingIsCommittedHoweverLongItTakes() {
    assertThat(retries.areUnderWay(0, 5)).isFalse();
    assertThat(retries.areUnderWay(1, 5)).isTrue();
    assertThat(retries.areUnderWay(1, 5)).isTrue();
    assertThat(retries.areUnderWay(2, 5)).isTrue();
    assertThat(retries.areUnderWay(2, 6)).isFalse();
    assertThat(retries.areUnderWay(2, 9)).isFalse();
  }

  @Test
  void aTaskThatBeganAnewHasNotRetried() {
    assertThat(retries.areUnderWay(7, 5)).isTrue();
    assertThat(retries.areUnderWay(0, 0)).isFalse();
  }
}
