package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {

  private final Claim claim = new Claim("sü", 7, "{\"type\":\"int\"}");

  @Test
  void claimIsReadAsItWasWritten() {
    assertThat(Claim.of(claim.value())).isEqualTo(claim);
    assertThat(new String(claim.value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"subject\":\"sü\",\"id\":7,\"schema\":\"{\\\"type\\\":\\\"int\\\"}\"}");
  }

  @Test
  void noTwoKeysAreTheSame() {
    String key = new String(claim.newKey(), StandardCharsets.UTF_8);

    assertThat(key).startsWith("{\"subject\":\"sü\",\"id\":7,\"claim\":\"");
    assertThat(key.getBytes(StandardCharsets.UTF_8)).isNotEqualTo(claim.newKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"subject\":\"s\",\"id\":1}",
        "{\"subject\":1,\"id\":1,\"schema\":\"\"}",
        "{\"subject\":\"s\",\"id\":0,\"schema\":\"a\"}",
        "{\"subject\":\"s\",\"id\":99999999999,\"schema\":\"a\"}"
      })
  void otherValuesAreNoClaims(String value) {
    assertThatThrownBy(() -> Claim.of(value.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recordWithoutValueIsNoClaim() {
    assertThatThrownBy(() -> Claim.of(null)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsComeFromTheContentAlone() {
    ContentIds ids = new ContentIds();

    // echo -n '"int"' | sha256sum
    assertThat(ids.candidate("\"int\"", 0)).isEqualTo(0x3f2b87a9 >>> 1);
    assertThat(ids.candidate("\"int\"", 1)).isNotEqualTo(ids.candidate("\"int\"", 0));
  }
}
