package io.weft.sink.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The header as the header converters of a worker leave it. */
class UnchangedHeaderTest {

  private static final List<String> ODD_NAMES =
      List.of(
          "plain",
          "with space",
          "quo\"te",
          "back\\slash",
          "co,mma",
          "[x]",
          "1",
          "true",
          "2020-01-01",
          "имя",
          "null",
          "a:b");

  static List<HeaderConverter> converters() {
    JsonConverter json = new JsonConverter();
    json.configure(Map.of("converter.type", "header"));
    SimpleHeaderConverter simple = new SimpleHeaderConverter();
    StringConverter string = new StringConverter();
    string.configure(Map.of("converter.type", "header"));
    return List.of(json, simple, string);
  }

  @ParameterizedTest
  @MethodSource("converters")
  void namesSurviveTheHeaderConverter(HeaderConverter converter) {
    String names =
        ODD_NAMES.stream()
            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    assertThat(readThrough(converter, "columns=" + names))
        .containsExactlyInAnyOrderElementsOf(ODD_NAMES);
  }

  @ParameterizedTest
  @MethodSource("converters")
  void emptyListSurvivesTheHeaderConverter(HeaderConverter converter) {
    assertThat(readThrough(converter, "columns=")).isEqualTo(Set.of());
  }

  private static Set<String> readThrough(HeaderConverter converter, String value) {
    String key = RecordDecoder.UNCHANGED_HEADER;
    byte[] bytes = converter.fromConnectHeader("topic", key, Schema.STRING_SCHEMA, value);
    ConnectHeaders headers = new ConnectHeaders();
    headers.add(key, converter.toConnectHeader("topic", key, bytes));
    return UnchangedHeader.read(headers);
  }

  @Test
  void recordWithoutTheHeaderNamesNone() {
    assertThat(UnchangedHeader.read(new ConnectHeaders())).isNull();
  }
}
