package io.weft.connectors.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22 09:08:07+00",
        "2026-11-22 09:08:07.1+00",
        "2026-11-22 09:08:07.000001+00",
        "2026-11-22 09:08:07.123456+00",
        "2026-11-22 00:00:00+00",
        "0001-01-01 00:00:00+00",
        "9999-12-31 23:59:59.999999+00"
      })
  void textInUtcBecomesWhatParsingAndPrintingItGives(String text) {
    assertThat(Times.isUtc(text)).isTrue();
    assertThat(Times.isoOfUtc(text))
        .isEqualTo(
            Times.isoOrInfinity(Times.offsetDateTime(text).withOffsetSameInstant(ZoneOffset.UTC)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+00",
        "infinity",
        "-infinity",
        "2026-11-22 09:08:07+02",
        "2026-11-22 09:08:07+05:30",
        "2026-11-22 09:08:07.10+00",
        "2026-11-22 09:08:07.+00",
        "2026-11-22 09:08:07.1234567+00",
        "2026-11-22 09:08:07 BC+00",
        "2026-11-22 09:08:07+00 BC",
        "12026-11-22 09:08:07+00",
        "2026-11-22T09:08:07+00"
      })
  void otherTextsAreLeftToTheParser(String text) {
    assertThat(Times.isUtc(text)).isFalse();
  }
}
