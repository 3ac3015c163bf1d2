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
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The sink's settings: the definition, from which the reference is generated, and their values. */
public final class SinkConfig extends AbstractConfig {

  static final String URL = "connection.url";
  static final String USER = "connection.user";
  static final String PASSWORD = "connection.password";
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

  private static final String TARGET = "Target";
  private static final String CAPTURE = "Source";
  private static final String FLOW = "Flow";
  private static final String FAILURES = "Failures";

  /** Every setting with group, validator, default and documentation. */
  public static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "The target database: a libpq URL (postgresql://host:port/database) or a JDBC URL (jdbc:postgresql://…)."
                  + " Without user and password; those have settings of their own.",
              TARGET,
              1,
              Width.LONG,
              "Target URL")
          .define(
              USER,
              ConfigDef.Type.STRING,
              null,
              Importance.HIGH,
              "The role that writes to the target.",
              TARGET,
              2,
              Width.MEDIUM,
              "Role")
          .define(
              PASSWORD,
              ConfigDef.Type.PASSWORD,
              null,
              Importance.HIGH,
              "The role's password. Use a config provider rather than the password itself, such as ${env:TARGET_PASSWORD}.",
              TARGET,
              3,
              Width.MEDIUM,
              "Password")
          .define(
              PIPELINE,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Names the progress kept in the target, in weft.progress. Under another name the topics are replayed from the"
                  + " beginning. Empty: the connector's name.",
              TARGET,
              4,
              Width.MEDIUM,
              "Pipeline")
          .define(
              PREPARED_STATEMENTS,
              ConfigDef.Type.BOOLEAN,
              true,
              Importance.LOW,
              "Whether statements stay prepared in the target's session. Set it to false behind a pooler in transaction"
                  + " mode that does not carry prepared statements over (PgBouncer before 1.21, or with"
                  + " max_prepared_statements=0). Nothing else of a session outlasts a transaction.",
              TARGET,
              5,
              Width.SHORT,
              "Prepared statements")
          .define(
              TOPIC_PREFIX,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "The topic.prefix of the source connector. The topic <prefix>.transaction has to be among those that the sink"
                  + " reads.",
              CAPTURE,
              1,
              Width.MEDIUM,
              "Topic prefix")
          .define(
              TABLES,
              ConfigDef.Type.LIST,
              "",
              ConfigDef.ValidList.anyNonDuplicateValues(true, false),
              Importance.MEDIUM,
              "Regular expressions for schema.table, each matching whole names: the tables that the sink takes. Empty: those"
                  + " whose topics it reads.",
              CAPTURE,
              2,
              Width.LONG,
              "Tables")
          .define(
              BOOTSTRAP_SERVERS,
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "The Kafka cluster of the topics. With it the sink finds out at the start, and when it waits in vain, whether"
                  + " records that it needs were deleted, and names the gap. Further settings of the Kafka client, such as"
                  + " kafka.security.protocol, take the same prefix.",
              CAPTURE,
              3,
              Width.LONG,
              "Kafka")
          .define(
              PLACEHOLDER,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Only for topics written by a stock Debezium connector: its unavailable.value.placeholder. Weft's own source"
                  + " marks unchanged values outside of the data.",
              CAPTURE,
              4,
              Width.MEDIUM,
              "Placeholder for unchanged values")
          .define(
              BUFFER_BYTES,
              ConfigDef.Type.LONG,
              64L << 20,
              Range.atLeast(1L << 20),
              Importance.MEDIUM,
              "How much heap, in bytes, transactions may hold between Kafka and the target. A larger transaction goes to"
                  + " disk.",
              FLOW,
              1,
              Width.SHORT,
              "Buffer")
          .define(
              BATCH_ROWS,
              ConfigDef.Type.INT,
              50_000,
              Range.between(1, 1_000_000),
              Importance.MEDIUM,
              "How many changes one target transaction takes at most; a source transaction is never divided.",
              FLOW,
              2,
              Width.SHORT,
              "Batch size")
          .define(
              SPILL_DIRECTORY,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Where transactions too large for the buffer are kept until they are applied. Empty: the JVM's temporary"
                  + " directory.",
              FLOW,
              3,
              Width.LONG,
              "Directory for large transactions")
          .define(
              DRIFT,
              ConfigDef.Type.STRING,
              "fail",
              ValidString.in("fail", "log"),
              Importance.MEDIUM,
              "What to do when a row of the target is not as the source's history says: an update or delete finds none, an"
                  + " insert finds one. fail: stop, and name table, key columns and transaction. log: name them in the"
                  + " worker's log, bring the row to what the source has (as far as the change holds all of its columns),"
                  + " and go on. The metric drift-total counts either.",
              FAILURES,
              1,
              Width.SHORT,
              "Drift")
          .define(
              RETRY_BACKOFF_MS,
              ConfigDef.Type.LONG,
              500L,
              Range.between(1, 60_000),
              Importance.LOW,
              "The pause before the first retry after a transient failure, in milliseconds; it doubles up to thirty times as"
                  + " much.",
              FAILURES,
              2,
              Width.SHORT,
              "Retry pause")
          .define(
              RETRY_TIMEOUT_MS,
              ConfigDef.Type.LONG,
              Duration.ofDays(1).toMillis(),
              Range.atLeast(0),
              Importance.MEDIUM,
              "How long a transient failure is retried before the task stops, in milliseconds.",
              FAILURES,
              3,
              Width.SHORT,
              "Retry time");

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
        new BatchLimits(getInt(BATCH_ROWS), bufferBytes() / BATCH_SHARE),
        DriftPolicy.valueOf(getString(DRIFT).toUpperCase(Locale.ROOT)),
        new RetryPolicy(
            Duration.ofMillis(getLong(RETRY_BACKOFF_MS)),
            Duration.ofMillis(getLong(RETRY_TIMEOUT_MS))));
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
    List<Pattern> tables = getList(TABLES).stream().map(Pattern::compile).toList();
    return tables.isEmpty()
        ? Selection.ofTopics(getString(TOPIC_PREFIX), subscribedTopics())
        : Selection.ofTables(tables);
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
