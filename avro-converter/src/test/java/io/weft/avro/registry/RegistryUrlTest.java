package io.weft.avro.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://a:8081, http://a:8081/subjects",
    "http://a:8081/, http://a:8081/subjects",
    "https://a/apis/ccompat/v7, https://a/apis/ccompat/v7/subjects",
    "https://a/apis/ccompat/v7//, https://a/apis/ccompat/v7/subjects",
    "http://[::1]:8081, http://[::1]:8081/subjects",
  })
  void pathFollowsTheBase(String url, URI expected) {
    assertThat(RegistryUrl.of(url).resolve("/subjects")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http://joe:secret@a:8081, joe:secret",
    "http://joe:p%40ss%20word@a:8081/x, joe:p@ss word",
    "http://joe:a@b@a:8081, joe:a@b",
    "http://joe:1+1@a, joe:1+1",
    "http://joe:100%@a, joe:100%",
  })
  void userIsDecodedAndKeptFromTheText(String url, String userInfo) {
    RegistryUrl read = RegistryUrl.of(url);

    assertThat(read.userInfo()).contains(userInfo);
    assertThat(read.base().getHost()).isEqualTo("a");
    assertThat(read.toString()).doesNotContain("joe").startsWith("http://a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host:8081",
        "ftp://joe:secret@host",
        "http://",
        "http:///path",
        "joe:secret@host",
        "http://joe:secret@ho st",
        "http://joe:secret@host?x=secret",
        "http://joe:sec/ret@a b"
      })
  void faultHidesThePassword(String url) {
    assertThat(RegistryUrl.fault(url)).isPresent();
    assertThat(RegistryUrl.fault(url).orElseThrow()).doesNotContain("secret", "joe");
  }

  @Test
  void underscoreInTheHostIsNamed() {
    assertThat(RegistryUrl.fault("http://schema_registry:8081").orElseThrow())
        .contains("schema_registry", "underscore");
  }

  @Test
  void faultyUrlIsRefused() {
    assertThatThrownBy(() -> RegistryUrl.of("http://joe:secret@ho st"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
