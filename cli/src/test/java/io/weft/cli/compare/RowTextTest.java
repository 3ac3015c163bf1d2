package io.weft.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowTextTest {

  @Test
  void valuesEndAtTabs() {
    assertThat(split("a\tb\t\tc\n")).containsExactly("a", "b", "", "c");
  }

  @Test
  void nullIsNotItsLetters() {
    assertThat(split("\\N\t\\\\N\tN\n")).containsExactly(null, "\\N", "N");
  }

  @Test
  void escapesAreUndone() {
    assertThat(split("\\b\\f\\n\\r\\t\\v\\\\\n")).containsExactly("\b\f\n\r\t\u000B\\");
  }

  @Test
  void emptyRowHoldsOneEmptyValue() {
    assertThat(split("\n")).containsExactly("");
  }

  private static String[] split(String row) {
    return Arrays.stream(RowText.split(row.getBytes(StandardCharsets.UTF_8)))
        .map(RowText::string)
        .toArray(String[]::new);
  }
}
