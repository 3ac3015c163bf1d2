package io.weft.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CensusTest {

  private static final Census.Expected EXPECTED = new Census.Expected(91, 11);

  @Test
  void captureWithEveryChangeAndTransactionIsWhole() {
    assertThat(new Census(91, 11, 11, 40, 0).fault(EXPECTED, true)).isEmpty();
    assertThat(new Census(91, 11, 11, 0, 0).fault(EXPECTED, false)).isEmpty();
  }

  @Test
  void transactionsBehindTheBacklogDoNoHarm() {
    assertThat(new Census(91, 13, 13, 40, 0).fault(EXPECTED, true)).isEmpty();
  }

  @Test
  void missingChangeIsAFault() {
    assertThat(new Census(90, 11, 11, 40, 0).fault(EXPECTED, true))
        .contains("90 changes instead of 91");
  }

  @Test
  void repeatedChangeIsAFault() {
    assertThat(new Census(92, 11, 11, 0, 0).fault(EXPECTED, false))
        .contains("92 changes instead of 91");
  }

  @Test
  void missingEndIsAFault() {
    assertThat(new Census(91, 11, 10, 40, 0).fault(EXPECTED, true))
        .contains("11 BEGIN and 10 END instead of 11");
  }

  @Test
  void exactlyOnceWithoutKafkaTransactionsIsAFault() {
    assertThat(new Census(91, 11, 11, 0, 0).fault(EXPECTED, true))
        .contains("0 ends of Kafka transactions");
  }
}
