package io.weft.avro.registry;

import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/** Adds the registry's settings to a definition, group by group. */
final class RegistryDef {

  private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Validator ANY = LambdaValidator.with((key, value) -> {}, () -> "any text");
  private static final Validator URLS =
      LambdaValidator.with(
          (key, value) -> checkUrls(value), () -> "http and https URLs, or the word kafka");
  private static final Validator TOPIC =
      LambdaValidator.with((key, value) -> checkTopic(value), () -> "a topic's name");
  private static final Validator REPLICATION =
      LambdaValidator.with(
          (key, value) -> checkReplication(value), () -> "-1, or the number of copies");

  private final ConfigDef def;
  private String group = "";
  private int order;

  private RegistryDef(ConfigDef def) {
    this.def = def;
  }

  static ConfigDef addTo(ConfigDef base) {
    RegistryDef def = new RegistryDef(base);
    def.registry();
    def.credentials();
    def.connection();
    def.tls();
    def.kafka();
    return base;
  }

  private void registry() {
    open("Registry");
    String url =
        "Where the schemas are kept: the URLs of a registry that speaks Confluent's REST API,"
            + " separated by commas, of which the next is tried when one fails; or the word kafka,"
            + " and they are kept in a topic of Kafka, without a server. A URL may have a path, and"
            + " a user and password before its host.";
    add(RegistryKeys.URL, ConfigDef.Type.LIST, NO_DEFAULT_VALUE, URLS, url);
    String randomize = "Whether to begin at any of several URLs instead of at the first.";
    add(RegistryKeys.URL_RANDOMIZE, ConfigDef.Type.BOOLEAN, false, randomize);
    String normalize =
        "Whether a registry server compares schemas in a normal form, in which the order of"
            + " attributes does not count.";
    add(RegistryKeys.NORMALIZE, ConfigDef.Type.BOOLEAN, false, normalize);
    String cache =
        "How many schemas a cache holds before it forgets those that were not used for the longest"
            + " time.";
    add(RegistryKeys.CACHE_SIZE, ConfigDef.Type.INT, 1000, Range.atLeast(1), cache);
  }

  private void credentials() {
    open("Registry credentials");
    String basic =
        "Where a user and password for the registry come from: URL takes them from its URL, if"
            + " they are there; USER_INFO from basic.auth.user.info; SASL_INHERIT from the"
            + " sasl.jaas.config of this converter, or of the JVM.";
    Validator basics = ValidString.in("URL", "USER_INFO", "SASL_INHERIT");
    add(RegistryKeys.BASIC_SOURCE, ConfigDef.Type.STRING, "URL", basics, basic);
    String userInfo = "User and password for the registry, with a colon between.";
    add(RegistryKeys.BASIC_USER_INFO, ConfigDef.Type.PASSWORD, "", userInfo);
    add(
        RegistryKeys.JAAS,
        ConfigDef.Type.PASSWORD,
        null,
        "The login whose username and password SASL_INHERIT takes, as the Kafka clients write it.");
    String bearer =
        "Where a bearer token for the registry comes from: STATIC_TOKEN takes it from"
            + " bearer.auth.token, if that is set; OAUTHBEARER asks an OAuth server for one.";
    Validator bearers = ValidString.in("STATIC_TOKEN", "OAUTHBEARER");
    add(RegistryKeys.BEARER_SOURCE, ConfigDef.Type.STRING, "STATIC_TOKEN", bearers, bearer);
    add(
        RegistryKeys.BEARER_TOKEN,
        ConfigDef.Type.PASSWORD,
        "",
        "The bearer token of STATIC_TOKEN.");
    add(
        RegistryKeys.OAUTH_URL,
        ConfigDef.Type.STRING,
        "",
        "The URL of the OAuth server's token endpoint.");
    add(
        RegistryKeys.OAUTH_CLIENT,
        ConfigDef.Type.STRING,
        "",
        "The client's id at the OAuth server.");
    add(
        RegistryKeys.OAUTH_SECRET,
        ConfigDef.Type.PASSWORD,
        "",
        "The client's secret at the OAuth server.");
    add(
        RegistryKeys.OAUTH_SCOPE,
        ConfigDef.Type.STRING,
        "",
        "The scope to ask a token for; may be empty.");
    String cluster = "Sent with an OAuth token as the header target-sr-cluster, unless empty.";
    add(RegistryKeys.OAUTH_CLUSTER, ConfigDef.Type.STRING, "", cluster);
    String pool =
        "Sent with an OAuth token as the header Confluent-Identity-Pool-Id, unless empty.";
    add(RegistryKeys.OAUTH_POOL, ConfigDef.Type.STRING, "", pool);
  }

  private void connection() {
    open("Registry connection");
    add(
        RegistryKeys.PROXY_HOST,
        ConfigDef.Type.STRING,
        "",
        "The host of an HTTP proxy; needs proxy.port.");
    String port = "The port of the HTTP proxy; -1 for none.";
    add(RegistryKeys.PROXY_PORT, ConfigDef.Type.INT, -1, Range.between(-1, 65535), port);
    String connect = "For how long to wait for a connection, in milliseconds.";
    add(RegistryKeys.CONNECT_TIMEOUT, ConfigDef.Type.INT, 60_000, Range.atLeast(1), connect);
    String read =
        "For how long to wait for the whole of an answer, in milliseconds; a server that sends byte"
            + " by byte gets no longer. The time for a connection comes on top.";
    add(RegistryKeys.READ_TIMEOUT, ConfigDef.Type.INT, 60_000, Range.atLeast(1), read);
    String retries =
        "How often to go through the URLs again after all of them failed, before the record fails;"
            + " Connect's errors.retry.timeout comes on top.";
    add(RegistryKeys.RETRIES, ConfigDef.Type.INT, 3, Range.atLeast(0), retries);
    String wait =
        "How long to pause before the first retry, in milliseconds; doubled for each further one,"
            + " and shortened by chance, so that many tasks do not come at once.";
    add(RegistryKeys.RETRY_WAIT, ConfigDef.Type.INT, 1_000, Range.atLeast(0), wait);
    String maxWait = "The longest pause before a retry, in milliseconds.";
    add(RegistryKeys.RETRY_MAX_WAIT, ConfigDef.Type.INT, 20_000, Range.atLeast(0), maxWait);
  }

  private void tls() {
    open("Registry TLS");
    for (ConfigKey key : new ConfigDef().withClientSslSupport().configKeys().values()) {
      if (key.name.equals(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG)) {
        continue; // Java's HTTP client takes no engines
      }
      String doc =
          "What " + key.name + " is to the Kafka clients, for connections to the registry server.";
      if (key.name.equals("ssl.endpoint.identification.algorithm")) {
        doc += " Empty: any host's certificate is taken, if it is trusted.";
      }
      define(
          RegistryKeys.CLIENT_PREFIX + key.name,
          key.type,
          key.defaultValue,
          key.validator == null ? ANY : key.validator,
          doc);
    }
  }

  private void kafka() {
    open("Registry in Kafka");
    String servers =
        "The brokers of the Kafka that keeps the schemas; needed if schema.registry.url is kafka."
            + " Other settings of the Kafka clients have the same prefix, as in"
            + " schema.registry.kafka.security.protocol; default.api.timeout.ms, 30000 here, bounds each"
            + " wait for the brokers.";
    add(RegistryKeys.KAFKA_SERVERS, ConfigDef.Type.LIST, List.of(), servers);
    String topic = "The topic that keeps the schemas; created if it is absent.";
    add(RegistryKeys.KAFKA_TOPIC, ConfigDef.Type.STRING, "_weft_schemas", TOPIC, topic);
    String replication =
        "How many brokers get a copy of the topic when it is created; -1 for the brokers' default.";
    add(RegistryKeys.KAFKA_REPLICATION, ConfigDef.Type.SHORT, (short) -1, REPLICATION, replication);
  }

  private void open(String name) {
    group = name;
    order = 0;
  }

  private void add(String key, ConfigDef.Type type, Object value, String doc) {
    add(key, type, value, ANY, doc);
  }

  private void add(String key, ConfigDef.Type type, Object value, Validator validator, String doc) {
    define(key, type, value, validator, doc);
  }

  private void define(
      String key, ConfigDef.Type type, Object value, Validator validator, String doc) {
    order++;
    def.define(key, type, value, validator, importance(key), doc, group, order, Width.MEDIUM, key);
  }

  private static Importance importance(String key) {
    if (key.equals(RegistryKeys.URL)) {
      return Importance.HIGH;
    }
    boolean common =
        key.contains("auth") || key.contains("store") || key.equals(RegistryKeys.KAFKA_SERVERS);
    return common ? Importance.MEDIUM : Importance.LOW;
  }

  /** All of them at once, and without the value, which may hold a password. */
  private static void checkUrls(Object value) {
    if (value == null) {
      return; // reported as missing
    }
    List<?> urls = (List<?>) value;
    if (urls.isEmpty()) {
      throw new ConfigException(
          RegistryKeys.URL + " is empty; name the registry's URLs, or the word kafka.");
    }
    if (urls.size() > 1 && urls.contains(RegistryKeys.IN_KAFKA)) {
      throw new ConfigException(
          RegistryKeys.URL
              + " has the word kafka beside other values; name either that word alone, or URLs"
              + " only.");
    }
    List<String> faults =
        urls.stream()
            .map(String::valueOf)
            .filter(url -> !url.equals(RegistryKeys.IN_KAFKA))
            .flatMap(url -> RegistryUrl.fault(url).stream())
            .toList();
    if (!faults.isEmpty()) {
      throw new ConfigException(RegistryKeys.URL + ": " + String.join("; ", faults));
    }
  }

  private static void checkTopic(Object value) {
    if (!TOPIC_NAME.matcher((String) value).matches() || value.equals(".") || value.equals("..")) {
      throw new ConfigException(
          RegistryKeys.KAFKA_TOPIC,
          value,
          "not a topic's name: up to 249 letters, digits, dots, underscores and hyphens");
    }
  }

  private static void checkReplication(Object value) {
    int copies = (Short) value;
    if (copies != -1 && copies < 1) {
      throw new ConfigException(
          RegistryKeys.KAFKA_REPLICATION, value, "expected -1, or a number from 1");
    }
  }
}
