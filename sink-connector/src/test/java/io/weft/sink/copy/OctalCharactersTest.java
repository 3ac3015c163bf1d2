package io.weft.sink.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctalCharactersTest {

  private static final List<Integer> SECOND = List.of(1);

  @ParameterizedTest
  @ValueSource(strings = {"1\t\\\\351\tx\n", "1\tx\ty\n2\t\\\\200\tz\n"})
  void valueInOctalDigitsIsFound(String rows) {
    assertThat(OctalCharacters.isIn(bytes(rows), SECOND)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1\tx\t\\\\351\n",
        "\\\\351\tx\ty\n",
        "1\t\\\\\t\\\\351\n",
        "1\t\\N\t\\\\351\n",
        "1\t\ty\n",
        "1\t\\\\\n351\tx\ty\n"
      })
  void otherColumnsAndOtherValuesAreLeftAlone(String rows) {
    assertThat(OctalCharacters.isIn(bytes(rows), SECOND)).isFalse();
  }

  private static byte[] bytes(String rows) {
    return rows.getBytes(StandardCharsets.ISO_8859_1);
  }
}
