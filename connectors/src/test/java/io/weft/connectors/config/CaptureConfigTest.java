package io.weft.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureConfigTest {

  @Test
  void everyDefaultIsForAKeyThatDebeziumKnows() {
    Set<String> known = PostgresConnectorConfig.configDef().names();
    List<String> notInDefinition =
        CaptureDefaults.FIXED.keySet().stream().filter(key -> !known.contains(key)).toList();
    assertThat(notInDefinition)
        .as("those of its connection, and the driver's")
        .containsExactlyInAnyOrder("database.connection.factory.class", "driver.maxResultBuffer");
  }

  @Test
  void definitionShowsTheDefaultsThatHold() {
    ConfigDef definition = CaptureConfig.definition();
    assertThat(definition.defaultValues())
        .containsEntry("plugin.name", "pgoutput")
        .containsEntry("provide.transaction.metadata", true)
        .containsEntry("skipped.operations", List.of("none"))
        .containsEntry("transaction.max.records", 20_000L);
    assertThat(CaptureConfig.ownDefinition().configKeys().values())
        .allSatisfy(key -> assertThat(key.documentation).isNotBlank());
  }

  @Test
  void whatThePersonWroteWinsOverTheDefaults() {
    CaptureConfig config =
        new CaptureConfig(
            Map.of("topic.prefix", "app", "slot.name", "mine", "poll.interval.ms", "5"));
    assertThat(config.complete())
        .containsEntry("slot.name", "mine")
        .containsEntry("poll.interval.ms", "5")
        .containsEntry("publication.name", "weft_app");
    assertThat(config.isSlotNameDerived()).isFalse();
  }

  @Test
  void convertersOfThePersonComeFirst() {
    Map<String, String> complete =
        CaptureDefaults.complete(Map.of("converters", "geo", "driver.options", "-c a=b"));
    assertThat(complete.get("converters")).isEqualTo("geo,weft-lossless");
    assertThat(complete.get("driver.options")).startsWith("-c a=b -c IntervalStyle=postgres");
    assertThat(CaptureDefaults.complete(complete)).containsEntry("converters", "geo,weft-lossless");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "My App", "a.b", "a-b", "имя", "x"})
  void derivedNameIsOneThatPostgresTakesUnquoted(String prefix) {
    assertThat(DerivedName.of(prefix)).matches("[a-z][a-z0-9_]{0,62}");
    assertThat(DerivedName.of(prefix.repeat(30))).matches("[a-z][a-z0-9_]{0,62}");
  }

  @Test
  void likePrefixesHaveDifferentNames() {
    assertThat(List.of("a.b", "a-b", "a_b", "A_b").stream().map(DerivedName::of))
        .doesNotHaveDuplicates();
  }
}
