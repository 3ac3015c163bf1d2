package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryFitTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bigint",
        "numeric(12,2)",
        "timestamp(3) with time zone",
        "character varying(10)[]",
        "jsonb"
      })
  void typeThatMeansTheSameEverywhereFitsItself(String type) {
    assertThat(BinaryFit.fits(type, type)).isTrue();
    assertThat(BinaryFit.fits(type, "text[]")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"regclass", "public.mood", "hstore", "aclitem[]", "xml", "interval year"})
  void anyOtherTypeIsCopiedAsText(String type) {
    assertThat(BinaryFit.fits(type, type)).isFalse();
  }
}
