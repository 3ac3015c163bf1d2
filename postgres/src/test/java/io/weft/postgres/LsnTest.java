package io.weft.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

  @ParameterizedTest
  @ValueSource(strings = {"0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF", "1/0"})
  void textFormSurvivesARoundTrip(String text) {
    assertThat(Lsn.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "1", "1/", "x/1", "1/100000000", "now"})
  void otherTextIsRefused(String text) {
    assertThatThrownBy(() -> Lsn.parse(text)).hasMessageContaining("16/B374D848");
  }

  @Test
  void orderIsUnsigned() {
    assertThat(Lsn.parse("FFFFFFFF/0").isAfter(Lsn.parse("1/0"))).isTrue();
    assertThat(Lsn.parse("1/10").bytesSince(Lsn.parse("0/FFFFFFF0"))).isEqualTo(32);
  }
}
