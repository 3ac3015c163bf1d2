package io.weft.benchmarks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void ratioIsOfTheSameTableAndDirection() {
    Comparison comparison = new Comparison();
    comparison.add(caseOf(Direction.WRITE, Contestant.WEFT), new Score(3000, 30, 100));
    comparison.add(caseOf(Direction.WRITE, Contestant.STOCK), new Score(1000, 10, 900));
    comparison.add(caseOf(Direction.READ, Contestant.WEFT), new Score(500, 5, 100));

    assertThat(comparison.numbers().get("ratioWeftTo"))
        .isEqualTo(Map.of("narrow", Map.of("fromConnectData", Map.of("stock", 3.0))));
    assertThat(comparison.lines().get(2)).contains("stock", "1,000", "1.0", "900", "3.00 x");
  }

  @Test
  void errorThatIsNotKnownIsLeftOut() {
    Comparison comparison = new Comparison();
    comparison.add(caseOf(Direction.READ, Contestant.JSON), new Score(2000, Double.NaN, 100));

    assertThat(comparison.numbers()).containsEntry("opsPerSecondError", Map.of());
    assertThat(comparison.lines().get(1)).contains("2,000").doesNotContain("NaN");
  }

  private static Case caseOf(Direction direction, Contestant contestant) {
    return new Case(Table.NARROW, direction, contestant);
  }
}
