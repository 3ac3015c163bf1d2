package io.weft.sink;

import io.weft.postgres.PostgresUri;
import io.weft.sink.apply.TargetSettings;
import io.weft.sink.apply.TargetSettings.BatchLimits;
import io.weft.sink.apply.TargetSettings.DriftPolicy;
import io.weft.sink.apply.TargetSettings.RetryPolicy;
import io.weft.sink.assemble.Selection;
import io.weft.sink.assemble.SpillPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The sink's settings: their names and their values; {@link SinkSettings} defines them. */
public final class SinkConfig extends AbstractConfig {

  static final String URL = "connection.url";
  static final String USER = "connection.user";
  static final String PASSWORD = "connection.password";
  static final String MODE = "mode";
  static final String COPY = "copy";
  static final String WAIT_FOR_COPY = "wait.for.copy";
  static final String PIPELINE = "pipeline";
  static final String TOPIC_PREFIX = "topic.prefix";
  static final String TABLES = "tables";
  static final String KAFKA_PREFIX = "kafka.";
  static final String BOOTSTRAP_SERVERS = KAFKA_PREFIX + "bootstrap.servers";
  static final String BUFFER_BYTES = "buffer.bytes";
  static final String BATCH_ROWS = "batch.rows";
  static final String PREPARED_STATEMENTS = "prepared.statements";
  static final String DRIFT = "drift";
  static final String SPILL_DIRECTORY = "spill.directory";
  static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
  static final String RETRY_TIMEOUT_MS = "retry.timeout.ms";
  static final String PLACEHOLDER = "unavailable.value.placeholder";

  /** Of {@code buffer.bytes}, the part that one transaction may hold before it goes to disk. */
  private static final int TRANSACTION_SHARE = 4;

  /** Of it, the part that one batch may hold: one waits, one is planned, one is at the database. */
  private static final int BATCH_SHARE = 4;

  /** Every setting with group, validator, default and documentation. */
  public static final ConfigDef DEFINITION = SinkSettings.definition();

  /** Takes a connector's settings. */
  public SinkConfig(Map<String, String> settings) {
    super(DEFINITION, settings, false);
  }

  /** How the target is reached and written to. */
  TargetSettings target() {
    Properties properties = new Properties();
    String url = getString(URL);
    if (!url.startsWith("jdbc:")) {
      PostgresUri uri = PostgresUri.parse(url);
      properties.putAll(uri.jdbcProperties());
      url = uri.jdbcUrl();
    }
    if (getString(USER) != null) {
      properties.setProperty("user", getString(USER));
    }
    if (getPassword(PASSWORD) != null) {
      properties.setProperty("password", getPassword(PASSWORD).value());
    }
    return new TargetSettings(
        pipeline(),
        url,
        properties,
        getBoolean(PREPARED_STATEMENTS),
        getBoolean(WAIT_FOR_COPY),
        new BatchLimits(getInt(BATCH_ROWS), bufferBytes() / BATCH_SHARE),
        DriftPolicy.valueOf(getString(DRIFT).toUpperCase(Locale.ROOT)),
        new RetryPolicy(
            Duration.ofMillis(getLong(RETRY_BACKOFF_MS)),
            Duration.ofMillis(getLong(RETRY_TIMEOUT_MS))));
  }

  /** Whether the sink writes the rows of the bulk copy, rather than the stream. */
  boolean copies() {
    return COPY.equals(getString(MODE));
  }

  /** The name of the progress. */
  String pipeline() {
    String named = getString(PIPELINE);
    return named.isEmpty() ? originalsStrings().getOrDefault("name", "weft") : named;
  }

  String transactionTopic() {
    return getString(TOPIC_PREFIX) + ".transaction";
  }

  /**
   * Whether the connector subscribes to a topic, by what {@code topics} or {@code topics.regex}
   * say.
   */
  Predicate<String> subscribedTopics() {
    String regex = originalsStrings().get("topics.regex");
    if (regex != null && !regex.isBlank()) {
      Pattern pattern = Pattern.compile(regex);
      return topic -> pattern.matcher(topic).matches();
    }
    List<String> topics =
        Arrays.stream(originalsStrings().getOrDefault("topics", "").split(","))
            .map(String::trim)
            .toList();
    return topics::contains;
  }

  Selection selection() {
    return tables()
        .orElseGet(() -> Selection.ofTopics(getString(TOPIC_PREFIX), subscribedTopics()));
  }

  /** The tables named, empty if none are. */
  Optional<Selection> tables() {
    List<Pattern> tables = getList(TABLES).stream().map(Pattern::compile).toList();
    return tables.isEmpty() ? Optional.empty() : Optional.of(Selection.ofTables(tables));
  }

  /** Settings for a Kafka client, empty if none were given. */
  Optional<Map<String, Object>> kafka() {
    if (getString(BOOTSTRAP_SERVERS).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new HashMap<>(originalsWithPrefix(KAFKA_PREFIX)));
  }

  String placeholder() {
    return getString(PLACEHOLDER);
  }

  long bufferBytes() {
    return getLong(BUFFER_BYTES);
  }

  SpillPolicy spillPolicy() {
    String directory = getString(SPILL_DIRECTORY);
    return new SpillPolicy(
        bufferBytes() / TRANSACTION_SHARE,
        Path.of(directory.isEmpty() ? System.getProperty("java.io.tmpdir") : directory));
  }
}
