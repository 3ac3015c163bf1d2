package io.weft.connectors.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortionSizeTest {

  @Test
  void smallRowsComeInEverLargerPortionsUpToTheMost() {
    assertThat(portions(new PortionSize(100), 9, 200))
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 100, 100);
  }

  @Test
  void rowsOfManyMegabytesComeOneByOne() {
    assertThat(portions(new PortionSize(1000), 3, 50 << 20)).containsExactly(1, 1, 1);
  }

  @Test
  void portionsSettleAtWhatMemoryCanTake() {
    List<Integer> portions = portions(new PortionSize(10_000), 12, 100_000);
    assertThat(portions.get(11) * 100_000).isBetween(4 << 20, 16 << 20);
  }

  @Test
  void portionsShrinkWhenRowsGrow() {
    PortionSize size = new PortionSize(1000);
    portions(size, 10, 100);
    assertThat(size.rows()).isEqualTo(1000);
    assertThat(portions(size, 3, 1 << 20)).containsExactly(1000, 8, 8);
  }

  private static List<Integer> portions(PortionSize size, int count, long rowBytes) {
    List<Integer> portions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      portions.add(size.rows());
      for (int row = size.rows(); row > 0; row--) {
        assertThat(size.isOver()).isFalse();
        size.row();
        size.value(rowBytes);
      }
      assertThat(size.isOver()).isTrue();
    }
    return portions;
  }
}
