package io.weft.avro.registry;

import org.apache.kafka.common.config.SslConfigs;

/**
 * The names of a registry's settings; where Confluent's converter has the same one, by its name.
 */
public final class RegistryKeys {

  public static final String URL = "schema.registry.url";
  public static final String URL_RANDOMIZE = "schema.registry.url.randomize";
  public static final String NORMALIZE = "normalize.schemas";
  public static final String CACHE_SIZE = "max.schemas.per.subject";

  public static final String BASIC_SOURCE = "basic.auth.credentials.source";
  public static final String BASIC_USER_INFO = "basic.auth.user.info";
  public static final String JAAS = "sasl.jaas.config";
  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  public static final String BEARER_TOKEN = "bearer.auth.token";
  public static final String OAUTH_URL = "bearer.auth.issuer.endpoint.url";
  public static final String OAUTH_CLIENT = "bearer.auth.client.id";
  public static final String OAUTH_SECRET = "bearer.auth.client.secret";
  public static final String OAUTH_SCOPE = "bearer.auth.scope";
  public static final String OAUTH_CLUSTER = "bearer.auth.logical.cluster";
  public static final String OAUTH_POOL = "bearer.auth.identity.pool.id";

  public static final String PROXY_HOST = "proxy.host";
  public static final String PROXY_PORT = "proxy.port";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";
  public static final String RETRIES = "max.retries";
  public static final String RETRY_WAIT = "retries.wait.ms";
  public static final String RETRY_MAX_WAIT = "retries.max.wait.ms";

  /**
   * What follows is one of the Kafka clients' {@code ssl.} settings. Confluent's client takes its
   * other settings with this prefix too.
   */
  public static final String CLIENT_PREFIX = "schema.registry.";

  static final String ENGINE_FACTORY = CLIENT_PREFIX + SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG;

  /** What follows is the name of a header of every request. */
  public static final String HEADER_PREFIX = "request.header.";

  /** What follows is one of the Kafka clients' settings, or one of the three below. */
  public static final String KAFKA_PREFIX = "schema.registry.kafka.";

  public static final String KAFKA_SERVERS = KAFKA_PREFIX + "bootstrap.servers";
  public static final String KAFKA_TOPIC = KAFKA_PREFIX + "topic";
  public static final String KAFKA_REPLICATION = KAFKA_PREFIX + "replication.factor";

  /** The value of {@link #URL} by which the schemas are kept in a topic. */
  public static final String IN_KAFKA = "kafka";

  private RegistryKeys() {}
}
