package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** What a person may set for the bulk copy. */
class CopySettingsTest {

  private static Map<String, String> settings(String... pairs) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "name", "test",
                "connector.class", WeftSinkConnector.class.getName(),
                "topic.prefix", "shop",
                "connection.url", "postgresql://target/shop"));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  private static List<String> faults(Map<String, String> settings) {
    return new WeftSinkConnector()
        .validate(settings).configValues().stream()
            .map(ConfigValue::errorMessages)
            .flatMap(List::stream)
            .toList();
  }

  private static int tasks(Map<String, String> settings) {
    WeftSinkConnector connector = new WeftSinkConnector();
    connector.start(settings);
    return connector.taskConfigs(4).size();
  }

  @Test
  void copyRunsAsManyTasksAsItMayAndTheStreamOne() {
    assertThat(tasks(settings("mode", "copy"))).isEqualTo(4);
    assertThat(tasks(settings("mode", "stream"))).isEqualTo(1);
    assertThat(tasks(settings())).isEqualTo(1);
  }

  @Test
  void copyReadsItsOwnTopicsOnly() {
    assertThat(faults(settings("mode", "copy", "topics.regex", "shop[.].*")))
        .singleElement()
        .asString()
        .contains("shop.transaction", "topics.regex=shop[.]copy[.][^.]+[.].*");
    assertThat(faults(settings("mode", "copy", "topics.regex", "shop[.]copy[.][^.]+[.].*")))
        .isEmpty();
  }

  @Test
  void streamThatWaitsLeavesTheTopicsOfTheCopyAlone() {
    assertThat(faults(settings("wait.for.copy", "true", "topics.regex", "shop[.].*")))
        .singleElement()
        .asString()
        .contains("shop[.](?!copy[.][^.]+[.]).*");
    assertThat(
            faults(
                settings("wait.for.copy", "true", "topics.regex", "shop[.](?!copy[.][^.]+[.]).*")))
        .isEmpty();
    assertThat(faults(settings("topics.regex", "shop[.].*"))).isEmpty();
  }

  @Test
  void topicsOfASchemaCalledCopyAreTheStreamsAllTheSame() {
    SinkConfig stream = new SinkConfig(settings("topics.regex", "shop[.](?!copy[.][^.]+[.]).*"));

    assertThat(stream.selection().takes("copy.item")).isTrue();
    assertThat(stream.subscribedTopics().test("shop.copy.copy.item")).isFalse();
  }
}
