package io.weft.benchmarks.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {

  @Test
  void inEachRoundAnotherOneBegins() {
    assertThat(List.of(0, 1, 2, 3))
        .extracting(round -> rates().order(round).get(0))
        .containsExactly(
            Contestant.WEFT, Contestant.STOCK_AVRO, Contestant.STOCK_JSON, Contestant.WEFT);
  }

  @Test
  void middleRateCounts() {
    assertThat(rates().median(Contestant.WEFT)).isEqualTo(30);
    assertThat(rates().median(Contestant.STOCK_AVRO)).isEqualTo(15);
  }

  @Test
  void ratioIsThatOfTheMedians() {
    assertThat(rates().ratioTo(Contestant.STOCK_AVRO)).isEqualTo(2);
    assertThat(rates().numbers())
        .containsEntry("weft", 30L)
        .containsEntry("ratioToStockAvro", 2.0)
        .containsEntry("ratioToStockJson", 0.5);
  }

  private static Rates rates() {
    Rates rates = new Rates(List.of(Contestant.WEFT, Contestant.STOCK_AVRO, Contestant.STOCK_JSON));
    List.of(90.0, 10.0, 30.0).forEach(rate -> rates.add(Contestant.WEFT, rate));
    List.of(20.0, 10.0).forEach(rate -> rates.add(Contestant.STOCK_AVRO, rate));
    rates.add(Contestant.STOCK_JSON, 60.0);
    return rates;
  }
}
