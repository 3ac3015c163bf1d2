package io.weft.avro.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {

  private static final String URL = "http://registry:8081";

  private static Map<String, String> settings(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>(Map.of(RegistryKeys.URL, URL));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return settings;
  }

  @Test
  void urlAloneIsEnough() {
    RegistryConfig config = RegistryConfig.of(settings());

    assertThat(config.urls()).containsExactly(RegistryUrl.of(URL));
    assertThat(config.isInKafka()).isFalse();
    assertThat(config.isBearer()).isFalse();
    assertThat(config.number(RegistryKeys.RETRIES)).isEqualTo(3);
    assertThat(config.number(RegistryKeys.READ_TIMEOUT)).isEqualTo(60_000);
    assertThat(config.tls()).containsEntry("ssl.endpoint.identification.algorithm", "https");
  }

  @Test
  void everyKeyIsDocumentedAndChecked() {
    assertThat(RegistryConfig.define(new ConfigDef()).configKeys().values())
        .allSatisfy(
            key -> {
              assertThat(key.documentation).as(key.name).isNotBlank();
              assertThat(key.group).as(key.name).startsWith("Registry");
              assertThat(key.validator).as(key.name).isNotNull();
            });
  }

  @Test
  void severalUrlsAreSeparatedByCommas() {
    assertThat(RegistryConfig.of(settings(RegistryKeys.URL, "http://a:1, http://b:2/x")).urls())
        .extracting(RegistryUrl::toString)
        .containsExactly("http://a:1", "http://b:2/x");
  }

  @Test
  void missingUrlIsAFault() {
    assertThat(RegistryConfig.faults(Map.of())).singleElement().asString().contains("registry.url");
  }

  @Test
  void allFaultsAreToldAtOnceAndWithoutPasswords() {
    Map<String, String> settings =
        settings(
            RegistryKeys.URL,
            "http://joe:secret@a b,ftp://joe:secret@c",
            RegistryKeys.RETRIES,
            "many",
            RegistryKeys.BASIC_SOURCE,
            "USER_INFO",
            RegistryKeys.BASIC_USER_INFO,
            "secret",
            RegistryKeys.BEARER_SOURCE,
            "OAUTHBEARER",
            RegistryKeys.OAUTH_SECRET,
            "secret",
            RegistryKeys.OAUTH_URL,
            "joe",
            RegistryKeys.PROXY_HOST,
            "proxy",
            "request.header.Host",
            "elsewhere",
            "request.header.X-Line",
            "secret\nX-Other: 1");

    assertThatThrownBy(() -> RegistryConfig.of(settings))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains("http://a b", "ftp://c", "max.retries", "basic.auth.user.info", "Both a user")
        .contains("client.id", "issuer.endpoint.url", "proxy.port", "header.Host", "header.X-Line")
        .doesNotContain("secret", "joe");
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.credentials.source, MAGIC, MAGIC",
    "bearer.auth.credentials.source, STATIC_TOKEN, bearer.auth.token is missing",
    "bearer.auth.credentials.source, MAGIC, MAGIC",
    "schema.registry.url, 'kafka,http://a', either that word alone",
    "schema.registry.url, kafka, schema.registry.kafka.bootstrap.servers is missing",
    "schema.registry.url, '', is empty",
    "schema.registry.kafka.topic, a/b, not a topic's name",
    "schema.registry.kafka.replication.factor, 0, expected -1",
    "http.read.timeout.ms, 0, http.read.timeout.ms",
    "proxy.port, 3128, set together",
    "request.header.a b, x, name of a header",
    "max.schemas.per.subject, 0, max.schemas.per.subject",
    "schema.registry.ssl.engine.factory.class, java.lang.Object, makes its engines itself",
  })
  void eachFaultIsNamed(String key, String value, String named) {
    assertThat(RegistryConfig.faults(settings(key, value)))
        .singleElement()
        .asString()
        .contains(named);
  }

  @Test
  void aTokenAndAUserInTheUrlExcludeEachOther() {
    assertThat(
            RegistryConfig.faults(
                settings(
                    RegistryKeys.URL, "http://joe:secret@a", RegistryKeys.BEARER_TOKEN, "token")))
        .singleElement()
        .asString()
        .contains("Both a user and a bearer token")
        .doesNotContain("secret");
  }

  @Test
  void settingsMayHaveThePrefixOfConfluentsClientWhichWins() {
    RegistryConfig config =
        RegistryConfig.of(
            settings(
                "schema.registry.basic.auth.credentials.source", "USER_INFO",
                "schema.registry.basic.auth.user.info", "joe:secret",
                "basic.auth.user.info", "other:secret",
                "schema.registry.proxy.host", "proxy",
                "schema.registry.proxy.port", "3128",
                "schema.registry.max.retries", "7",
                "schema.registry.request.header.X-Team", "data"));

    assertThat(config.text(RegistryKeys.BASIC_SOURCE)).isEqualTo("USER_INFO");
    assertThat(config.userInfo()).isEqualTo("joe:secret");
    assertThat(config.text(RegistryKeys.PROXY_HOST)).isEqualTo("proxy");
    assertThat(config.number(RegistryKeys.RETRIES)).isEqualTo(7);
    assertThat(config.headers()).isEqualTo(Map.of("X-Team", "data"));
    assertThat(RegistryConfig.faults(settings("schema.registry.max.retries", "many")))
        .isNotEmpty()
        .allMatch(fault -> fault.contains("max.retries"));
  }

  @Test
  void settingsOfTheKafkaClientsLoseTheirPrefix() {
    RegistryConfig config =
        RegistryConfig.of(
            settings(
                RegistryKeys.URL,
                "kafka",
                RegistryKeys.KAFKA_SERVERS,
                "a:9092,b:9092",
                RegistryKeys.KAFKA_TOPIC,
                "schemas",
                "schema.registry.kafka.security.protocol",
                "SASL_SSL"));

    assertThat(config.isInKafka()).isTrue();
    assertThat(config.kafkaClient())
        .isEqualTo(Map.of("bootstrap.servers", "a:9092,b:9092", "security.protocol", "SASL_SSL"));
  }

  @Test
  void headersAreTakenByTheirPrefix() {
    assertThat(RegistryConfig.of(settings("request.header.X-Team", "data")).headers())
        .isEqualTo(Map.of("X-Team", "data"));
  }

  @Test
  void valuesMayBeParsedAlready() {
    assertThat(RegistryConfig.faults(Map.of(RegistryKeys.URL, List.of(URL), "max.retries", 5)))
        .isEmpty();
  }
}
