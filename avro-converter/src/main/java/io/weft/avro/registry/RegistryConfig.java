package io.weft.avro.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * A registry's configuration, without faults.
 *
 * <p>Beside the keys of {@link #define} there are those with a prefix of {@link #FREE_PREFIXES}.
 */
public final class RegistryConfig {

  /** Keys that begin so end in a name that others choose: a header's, a Kafka client setting's. */
  public static final List<String> FREE_PREFIXES =
      List.of(RegistryKeys.HEADER_PREFIX, RegistryKeys.KAFKA_PREFIX);

  private final AbstractConfig config;

  private RegistryConfig(AbstractConfig config) {
    this.config = config;
  }

  /** Adds the registry's keys to a definition, which it returns. */
  public static ConfigDef define(ConfigDef base) {
    return RegistryDef.addTo(base);
  }

  /** Everything that is wrong with the registry's settings; nothing of it shows a password. */
  public static List<String> faults(Map<String, ?> settings) {
    return RegistryFaults.of(settings);
  }

  /**
   * Reads the registry's settings, and passes over others.
   *
   * @throws ConfigException if they have faults; it names all of them
   */
  public static RegistryConfig of(Map<String, ?> settings) {
    List<String> faults = faults(settings);
    if (!faults.isEmpty()) {
      throw new ConfigException(
          "The configuration of the schema registry is faulty:\n- " + String.join("\n- ", faults));
    }
    return unchecked(settings);
  }

  static RegistryConfig unchecked(Map<String, ?> settings) {
    // Not logged: a URL may hold a password, which Kafka would not know to hide.
    return new RegistryConfig(
        new AbstractConfig(define(new ConfigDef()), withoutPrefix(settings), false));
  }

  /**
   * Confluent's client takes each of its settings also with a prefix, and then passes over the one
   * without.
   */
  static Map<String, Object> withoutPrefix(Map<String, ?> settings) {
    Set<String> keys = define(new ConfigDef()).names();
    Map<String, Object> plain = new HashMap<>(settings);
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(RegistryKeys.CLIENT_PREFIX) && !keys.contains(key)) {
            String own = key.substring(RegistryKeys.CLIENT_PREFIX.length());
            if (keys.contains(own) || own.startsWith(RegistryKeys.HEADER_PREFIX)) {
              plain.put(own, value);
              plain.remove(key);
            }
          }
        });
    return plain;
  }

  /** Whether the schemas are kept in a topic, and not by a server. */
  public boolean isInKafka() {
    return config.getList(RegistryKeys.URL).equals(List.of(RegistryKeys.IN_KAFKA));
  }

  public List<RegistryUrl> urls() {
    return config.getList(RegistryKeys.URL).stream().map(RegistryUrl::of).toList();
  }

  public String text(String key) {
    return config.getString(key);
  }

  public int number(String key) {
    return config.getInt(key);
  }

  public boolean flag(String key) {
    return config.getBoolean(key);
  }

  /** The plain text of a password; empty if it is not set. */
  public String secret(String key) {
    Password password = config.getPassword(key);
    return password == null ? "" : password.value();
  }

  public List<String> list(String key) {
    return config.getList(key);
  }

  public short replicationFactor() {
    return config.getShort(RegistryKeys.KAFKA_REPLICATION);
  }

  /** User and password of {@code USER_INFO}, a colon between. */
  public String userInfo() {
    return secret(RegistryKeys.BASIC_USER_INFO);
  }

  /** Whether a bearer token goes with the requests. */
  public boolean isBearer() {
    return config.originals().get(RegistryKeys.BEARER_SOURCE) != null
        || !secret(RegistryKeys.BEARER_TOKEN).isEmpty();
  }

  /** The Kafka clients' {@code ssl.} settings for connections to the server. */
  public Map<String, Object> tls() {
    Map<String, Object> tls = new TreeMap<>();
    config
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(RegistryKeys.CLIENT_PREFIX + "ssl.")) {
                tls.put(key.substring(RegistryKeys.CLIENT_PREFIX.length()), value);
              }
            });
    return tls;
  }

  /** Names and values of the headers of every request. */
  public Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    config
        .originalsWithPrefix(RegistryKeys.HEADER_PREFIX)
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    return headers;
  }

  /** Settings of the Kafka clients that reach the schemas' topic. */
  public Map<String, Object> kafkaClient() {
    Map<String, Object> client = config.originalsWithPrefix(RegistryKeys.KAFKA_PREFIX);
    client.remove("topic");
    client.remove("replication.factor");
    return client;
  }

  /** Settings for {@code JaasContext}. */
  public Map<String, Object> jaas() {
    Password login = config.getPassword(RegistryKeys.JAAS);
    return login == null ? Map.of() : Map.of(RegistryKeys.JAAS, login);
  }

  /** All that two registries must agree in to be one. */
  Map<String, Object> identity() {
    Map<String, Object> identity = new TreeMap<>(config.values());
    config
        .originals()
        .forEach(
            (key, value) -> {
              if (FREE_PREFIXES.stream().anyMatch(key::startsWith)) {
                identity.put(key, String.valueOf(Objects.requireNonNullElse(value, "")));
              }
            });
    identity.put("bearer", isBearer());
    return identity;
  }
}
