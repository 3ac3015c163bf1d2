package io.weft.sink;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Defines the sink's settings; the reference is generated from this. */
final class SinkSettings {

  private static final String TARGET = "Target";
  private static final String CAPTURE = "Source";
  private static final String FLOW = "Flow";
  private static final String FAILURES = "Failures";

  private SinkSettings() {}

  /** Every setting with group, validator, default and documentation. */
  static ConfigDef definition() {
    return new ConfigDef()
        .define(
            SinkConfig.URL,
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
            SinkConfig.USER,
            ConfigDef.Type.STRING,
            null,
            Importance.HIGH,
            "The role that writes to the target.",
            TARGET,
            2,
            Width.MEDIUM,
            "Role")
        .define(
            SinkConfig.PASSWORD,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.HIGH,
            "The role's password. Use a config provider rather than the password itself, such as ${env:TARGET_PASSWORD}.",
            TARGET,
            3,
            Width.MEDIUM,
            "Password")
        .define(
            SinkConfig.PIPELINE,
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
            SinkConfig.MODE,
            ConfigDef.Type.STRING,
            "stream",
            ValidString.in("stream", SinkConfig.COPY),
            Importance.HIGH,
            "stream: apply the source's transactions, in one task. copy: write the rows of the bulk copy, topics"
                + " <topic.prefix>.copy.<schema>.<table>, in up to tasks.max tasks. Each is a connector of its own, both"
                + " with the same pipeline.",
            TARGET,
            6,
            Width.SHORT,
            "Mode")
        .define(
            SinkConfig.PREPARED_STATEMENTS,
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
            SinkConfig.TOPIC_PREFIX,
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
            SinkConfig.TABLES,
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
            SinkConfig.BOOTSTRAP_SERVERS,
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
            SinkConfig.PLACEHOLDER,
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
            SinkConfig.WAIT_FOR_COPY,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether a transaction that changes a table waits, with all behind it, until the bulk copy of that table is"
                + " complete (a connector with mode=copy and the same pipeline writes it); changes that the copy shows"
                + " are left out. For mode=stream.",
            FLOW,
            4,
            Width.SHORT,
            "Wait for the bulk copy")
        .define(
            SinkConfig.BUFFER_BYTES,
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
            SinkConfig.BATCH_ROWS,
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
            SinkConfig.SPILL_DIRECTORY,
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
            SinkConfig.DRIFT,
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
            SinkConfig.RETRY_BACKOFF_MS,
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
            SinkConfig.RETRY_TIMEOUT_MS,
            ConfigDef.Type.LONG,
            Duration.ofDays(1).toMillis(),
            Range.atLeast(0),
            Importance.MEDIUM,
            "How long a transient failure is retried before the task stops, in milliseconds.",
            FAILURES,
            3,
            Width.SHORT,
            "Retry time");
  }
}
