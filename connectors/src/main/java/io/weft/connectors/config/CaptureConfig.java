package io.weft.connectors.config;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.relational.Tables;
import io.weft.connectors.stream.KafkaTransactionLimit;
import io.weft.connectors.stream.StreamSettings;
import io.weft.postgres.TableName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigValue;

/** The connector's settings: Weft's own, and Debezium's with Weft's defaults. */
public final class CaptureConfig {

  static final String TRANSACTION_MAX_RECORDS = "transaction.max.records";
  static final String TRANSACTION_MAX_BYTES = "transaction.max.bytes";
  static final String TRANSACTION_MAX_MS = "transaction.max.ms";
  static final String SLOT_WAIT_MS = "slot.wait.ms";
  static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
  static final String RETRY_TIMEOUT_MS = "retry.timeout.ms";

  private static final String GROUP = "Weft";

  private final Map<String, String> settings;
  private final AbstractConfig own;

  /**
   * @param settings the connector's JSON, as the person wrote it
   */
  public CaptureConfig(Map<String, String> settings) {
    this.settings = CaptureDefaults.complete(settings);
    this.own = new AbstractConfig(ownDefinition(), settings, false);
  }

  /** Every key: Weft's own, and Debezium's with the defaults that hold here. */
  public static ConfigDef definition() {
    ConfigDef definition = ownDefinition();
    PostgresConnectorConfig.configDef()
        .configKeys()
        .values()
        .forEach(key -> definition.define(withOurDefault(key)));
    return definition;
  }

  static ConfigDef ownDefinition() {
    return new ConfigDef()
        .define(
            TRANSACTION_MAX_RECORDS,
            ConfigDef.Type.LONG,
            20_000L,
            Range.atLeast(1),
            Importance.LOW,
            "How many records of one source transaction a Kafka transaction may hold; Connect keeps"
                + " them in memory until its end. A larger source transaction is written in pieces;"
                + " it is still complete only with its END record, and still arrives once.",
            GROUP,
            1,
            Width.MEDIUM,
            "Largest Kafka transaction")
        .define(
            TRANSACTION_MAX_BYTES,
            ConfigDef.Type.LONG,
            64L << 20,
            Range.atLeast(1),
            Importance.LOW,
            "How many bytes, about, the texts and bytes of these records may take in memory.",
            GROUP,
            2,
            Width.MEDIUM,
            "Largest Kafka transaction in bytes")
        .define(
            TRANSACTION_MAX_MS,
            ConfigDef.Type.LONG,
            30_000L,
            Range.atLeast(1),
            Importance.LOW,
            "How long, in ms, a Kafka transaction may stay open while one source transaction is"
                + " written. Must be below the producer's transaction.timeout.ms.",
            GROUP,
            2,
            Width.MEDIUM,
            "Longest Kafka transaction")
        .define(
            SLOT_WAIT_MS,
            ConfigDef.Type.LONG,
            120_000L,
            Range.atLeast(0),
            Importance.LOW,
            "How long, in ms, to wait at the start for a replication slot that is in use. After a"
                + " crash or a network split the server notices only after its wal_sender_timeout"
                + " that the old reader is gone.",
            GROUP,
            3,
            Width.MEDIUM,
            "Wait for the slot")
        .define(
            RETRY_BACKOFF_MS,
            ConfigDef.Type.LONG,
            1_000L,
            Range.atLeast(1),
            Importance.LOW,
            "How long, in ms, to wait before the source is tried again after a transient failure,"
                + " such as its restart.",
            GROUP,
            4,
            Width.MEDIUM,
            "Pause between tries")
        .define(
            RETRY_TIMEOUT_MS,
            ConfigDef.Type.LONG,
            86_400_000L,
            Range.atLeast(0),
            Importance.LOW,
            "How long, in ms, the source may stay away before the task fails.",
            GROUP,
            5,
            Width.MEDIUM,
            "Longest absence of the source");
  }

  /** Checks Weft's own keys, each by itself. */
  public static List<ConfigValue> validateOwn(Map<String, String> settings) {
    return ownDefinition().validate(settings);
  }

  private static ConfigDef.ConfigKey withOurDefault(ConfigDef.ConfigKey key) {
    String ours = CaptureDefaults.FIXED.get(key.name);
    if (ours == null) {
      return key;
    }
    return new ConfigDef.ConfigKey(
        key.name,
        key.type,
        ConfigDef.parseType(key.name, ours, key.type),
        key.validator,
        key.importance,
        key.documentation,
        key.group,
        key.orderInGroup,
        key.width,
        key.displayName,
        key.dependents,
        key.recommender,
        key.internalConfig);
  }

  /** All settings, defaults included. */
  public Map<String, String> complete() {
    return settings;
  }

  /** Debezium's view of the settings. */
  public PostgresConnectorConfig debezium() {
    return new PostgresConnectorConfig(Configuration.from(settings));
  }

  /** The key of the query at each heartbeat. */
  public static final String HEARTBEAT_ACTION = CaptureDefaults.HEARTBEAT_ACTION;

  /** What the person has the source run at each heartbeat; empty for Weft's own query. */
  public Optional<String> ownHeartbeatQuery() {
    return CaptureDefaults.ownHeartbeatQuery(settings);
  }

  /** How to connect for a session that finds names as any other session of that role does. */
  public JdbcConfiguration withRolesSearchPath() {
    JdbcConfiguration jdbc = debezium().getJdbcConfig();
    return JdbcConfiguration.adapt(
        jdbc.edit()
            .with("options", CaptureDefaults.withRolesSearchPath(jdbc.getString("options", "")))
            .build());
  }

  /** Tells which columns of which tables the settings do not leave out. */
  public BiPredicate<TableName, String> columnFilter() {
    Tables.ColumnNameFilter filter = debezium().getColumnFilter();
    String database = database();
    return (table, column) -> filter.matches(database, table.schema(), table.table(), column);
  }

  /**
   * The settings with which Debezium's task starts.
   *
   * @param tableIncludeList the tables, resolved; stands for all lists that choose tables
   * @param columnExcludeList columns to leave out beside those that the person leaves out
   * @param messageKeyColumns keys of tables whose replica identity is not their primary key
   */
  public Map<String, String> forDebeziumTask(
      String tableIncludeList, String columnExcludeList, String messageKeyColumns) {
    Map<String, String> resolved = new HashMap<>(settings);
    resolved.keySet().removeAll(PromiseRules.TABLE_LISTS);
    resolved.put("table.include.list", tableIncludeList);
    if (!columnExcludeList.isEmpty() && !resolved.containsKey("column.include.list")) {
      resolved.merge("column.exclude.list", columnExcludeList, (own, ours) -> own + "," + ours);
    }
    if (!messageKeyColumns.isEmpty()) {
      resolved.put("message.key.columns", messageKeyColumns);
    }
    // The publication is made before Debezium starts.
    resolved.put("publication.autocreate.mode", "disabled");
    return resolved;
  }

  public StreamSettings stream() {
    return new StreamSettings(
        topicPrefix() + ".transaction",
        slotName(),
        settings.get(CaptureDefaults.PLACEHOLDER),
        new KafkaTransactionLimit(
            own.getLong(TRANSACTION_MAX_RECORDS),
            own.getLong(TRANSACTION_MAX_BYTES),
            Duration.ofMillis(own.getLong(TRANSACTION_MAX_MS))),
        maxRecordBytes());
  }

  /** As far as these settings tell; the worker's own are not known here. */
  private long maxRecordBytes() {
    String bytes = settings.getOrDefault("producer.override.max.request.size", "");
    return bytes.isBlank() ? Long.MAX_VALUE : Long.parseLong(bytes.trim());
  }

  /** The same, but that the snapshot asks for fewer rows at once. */
  public CaptureConfig withSnapshotFetchSize(int rows) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(CaptureDefaults.SNAPSHOT_FETCH_SIZE, Integer.toString(rows));
    return new CaptureConfig(changed);
  }

  public String topicPrefix() {
    return settings.get(CaptureDefaults.TOPIC_PREFIX);
  }

  /** Where Debezium puts heartbeats. */
  public String heartbeatTopic() {
    String prefix = settings.getOrDefault("topic.heartbeat.prefix", "__debezium-heartbeat");
    return settings.getOrDefault("topic.heartbeat.name", prefix + "." + topicPrefix());
  }

  public String database() {
    return settings.get("database.dbname");
  }

  public String slotName() {
    return settings.get(CaptureDefaults.SLOT_NAME);
  }

  /** Whether the slot's name is the one made from the topic prefix. */
  public boolean isSlotNameDerived() {
    return slotName().equals(DerivedName.of(topicPrefix()));
  }

  public String publicationName() {
    return settings.get(CaptureDefaults.PUBLICATION_NAME);
  }

  /** Whether Weft makes and changes the publication. */
  public boolean managesPublication() {
    return "filtered".equalsIgnoreCase(settings.get("publication.autocreate.mode"));
  }

  /** Whether a first start opens with a snapshot. */
  public boolean takesSnapshot() {
    return "initial".equalsIgnoreCase(settings.get("snapshot.mode"));
  }

  public Duration heartbeatInterval() {
    return Duration.ofMillis(Long.parseLong(settings.get("heartbeat.interval.ms").trim()));
  }

  public Duration slotWait() {
    return Duration.ofMillis(own.getLong(SLOT_WAIT_MS));
  }

  public Duration retryBackoff() {
    return Duration.ofMillis(own.getLong(RETRY_BACKOFF_MS));
  }

  public Duration retryTimeout() {
    return Duration.ofMillis(own.getLong(RETRY_TIMEOUT_MS));
  }
}
