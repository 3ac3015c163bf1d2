package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterConfigTest {

  private static final String URL = "schema.registry.url";

  private static void configure(Map<String, String> settings) {
    try (AvroConverter converter = new AvroConverter()) {
      converter.configure(settings, false);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url",
    "schema.registry.kafka.bootstrap.servers",
    "basic.auth.credentials.source",
    "auto.register.schemas",
    "use.latest.version",
    "use.schema.id",
    "key.subject.name.strategy",
    "value.subject.name.strategy",
    "schemas.cache.config",
    "enhanced.avro.schema.support",
    "generalized.sum.type.support",
    "connect.meta.data",
    "scrub.invalid.names",
    "preserve.invalid.names",
    "allow.optional.map.keys",
    "flatten.singleton.unions",
    "discard.type.doc.default",
    "ignore.default.for.nullables"
  })
  void everyKeyIsDefinedAndDocumented(String key) {
    ConfigDef.ConfigKey found = new AvroConverter().config().configKeys().get(key);

    assertThat(found).isNotNull();
    assertThat(found.documentation).isNotBlank();
    assertThat(found.group).isNotBlank();
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    Map<String, String> faulty =
        Map.of(
            URL,
            "ftp://registry",
            "auto.register.schemas",
            "perhaps",
            "value.subject.name.strategy",
            "NoStrategy",
            "schemas.cache.config",
            "0",
            "max.retries",
            "many");

    assertThatThrownBy(() -> configure(faulty))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            URL,
            "auto.register.schemas",
            "value.subject.name.strategy",
            "TopicRecordNameStrategy",
            "schemas.cache.config",
            "max.retries");
  }

  @Test
  void registrysAddressIsRequired() {
    assertThatThrownBy(() -> configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(URL);
  }

  @Test
  void settingsOfOthersArePassedOver() {
    configure(Map.of(URL, "http://localhost:1", "some.other.setting", "x"));
  }

  @Test
  void settingsOfConfluentsThatAreNotHereAreWarnedOf() {
    Map<String, String> settings =
        Map.of(
            URL,
            "http://localhost:1",
            "latest.compatibility.strict",
            "false",
            "value.schema.id.serializer",
            "io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer");

    assertThat(Logged.by("io.weft.avro", () -> configure(settings)))
        .singleElement()
        .asString()
        .contains("latest.compatibility.strict", "value.schema.id.serializer");
    assertThat(Logged.by("io.weft.avro", () -> configure(Map.of(URL, "http://localhost:1"))))
        .isEmpty();
  }

  @Test
  void workerFindsTheConverter() {
    assertThat(ServiceLoader.load(Converter.class)).hasAtLeastOneElementOfType(AvroConverter.class);
  }
}
