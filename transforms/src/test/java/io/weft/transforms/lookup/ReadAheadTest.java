package io.weft.transforms.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadAheadTest {

  private static int queries(ReadAhead readAhead, int count, int usedEach) {
    int rows = 0;
    for (int i = 0; i < count; i++) {
      rows = readAhead.rows();
      readAhead.read(rows - 1);
      for (int use = 0; use < Math.min(usedEach, rows - 1); use++) {
        readAhead.used();
      }
    }
    return rows;
  }

  @Test
  void growsToItsLimitWhileRowsAreUsed() {
    assertThat(queries(new ReadAhead(1_000), 4, 1_000)).isEqualTo(1_000);
  }

  @Test
  void shrinksToOneRowWhereNoneIsUsedAndTriesAgainLater() {
    ReadAhead readAhead = new ReadAhead(1_000);

    assertThat(queries(readAhead, 30, 0)).isEqualTo(1);
    assertThat(queries(readAhead, 64, 0)).isGreaterThan(1);
  }

  @Test
  void staysWhereSomeAreUsed() {
    assertThat(queries(new ReadAhead(1_000), 100, 8)).isEqualTo(64);
  }

  @Test
  void limitOfOneRowIsKept() {
    assertThat(queries(new ReadAhead(1), 200, 1)).isEqualTo(1);
  }
}
