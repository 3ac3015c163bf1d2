package io.weft.connectors.copy.config;

import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.config.CopyPromises;
import io.weft.connectors.config.DistributingTransforms;
import io.weft.connectors.config.DistributionSettings;
import io.weft.postgres.CopyPortion.Format;
import io.weft.postgres.distribution.DistributionPaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of the connector that copies tables. */
public final class CopyConfig {

  static final String CHUNK_BYTES = "copy.chunk.bytes";
  static final String RECORD_BYTES = "copy.record.bytes";
  static final String RATE_LIMIT = "copy.rate.limit";
  static final String FORMAT = "copy.format";
  static final String AGAIN = "copy.again";
  static final String TRANSACTION_MAX_BYTES = "transaction.max.bytes";
  static final String TRANSACTION_MAX_MS = "transaction.max.ms";
  static final String TASKS_MAX = "tasks.max";

  static final DistributionSettings.Keys DISTRIBUTION_KEYS =
      new DistributionSettings.Keys("distribution.");

  private static final String GROUP = "Copy";
  private static final String DISTRIBUTION_GROUP = "Distribution";
  private static final String SHARED_GROUP = "Source";

  /** The stream's settings that mean the same here. */
  private static final List<String> SHARED =
      List.of(
          "database.hostname",
          "database.port",
          "database.user",
          "database.password",
          "database.dbname",
          "database.sslmode",
          "database.sslcert",
          "database.sslkey",
          "database.sslpassword",
          "database.sslrootcert",
          "topic.prefix",
          "slot.name",
          "publication.name",
          "publication.autocreate.mode",
          "schema.include.list",
          "schema.exclude.list",
          "table.include.list",
          "table.exclude.list",
          "column.include.list",
          "column.exclude.list",
          "retry.backoff.ms",
          "retry.timeout.ms");

  private static final List<String> REQUIRED =
      List.of("database.hostname", "database.user", "database.dbname", "topic.prefix");

  private final AbstractConfig own;
  private final CaptureConfig capture;
  private final Map<String, String> settings;

  /**
   * @param settings the connector's JSON, as the person wrote it
   */
  public CopyConfig(Map<String, String> settings) {
    this.settings = new HashMap<>(settings);
    this.own = new AbstractConfig(ownDefinition(), settings, false);
    this.capture = new CaptureConfig(forCapture(settings));
  }

  /** A setting of this connector's may be beyond what the stream's of that name takes. */
  private static Map<String, String> forCapture(Map<String, String> settings) {
    Map<String, String> capture = new HashMap<>(settings);
    ownDefinition().names().forEach(capture::remove);
    return capture;
  }

  /** Every key. */
  public static ConfigDef definition() {
    ConfigDef definition = ownDefinition();
    Map<String, ConfigDef.ConfigKey> stream = CaptureConfig.definition().configKeys();
    for (int i = 0; i < SHARED.size(); i++) {
      ConfigDef.ConfigKey key = stream.get(SHARED.get(i));
      definition.define(
          new ConfigDef.ConfigKey(
              key.name,
              key.type,
              key.defaultValue,
              key.validator,
              key.importance,
              key.documentation,
              SHARED_GROUP,
              i,
              key.width,
              key.displayName,
              List.of(),
              null,
              false));
    }
    return definition;
  }

  private static ConfigDef ownDefinition() {
    return new ConfigDef()
        .define(
            CHUNK_BYTES,
            ConfigDef.Type.LONG,
            32L << 20,
            Range.atLeast(8192),
            Importance.MEDIUM,
            "Tables are divided into chunks of about so many bytes of their files, out-of-line values"
                + " included. A chunk is what one task reads at once.",
            GROUP,
            1,
            Width.MEDIUM,
            "Size of a chunk")
        .define(
            RECORD_BYTES,
            ConfigDef.Type.INT,
            900 << 10,
            Range.between(1, 1 << 30),
            Importance.LOW,
            "How many bytes of rows a Kafka record holds, at most; a row that is larger is in a record"
                + " of its own.",
            GROUP,
            2,
            Width.MEDIUM,
            "Size of a record")
        .define(
            RATE_LIMIT,
            ConfigDef.Type.LONG,
            0L,
            Range.atLeast(0),
            Importance.MEDIUM,
            "How many bytes of rows are read in a second, at most, to spare the source. All tasks"
                + " together; each takes an equal share. 0 is no limit.",
            GROUP,
            3,
            Width.MEDIUM,
            "Bytes per second")
        .define(
            FORMAT,
            ConfigDef.Type.STRING,
            "text",
            ValidString.in("text", "binary"),
            Importance.MEDIUM,
            "PostgreSQL's format of the rows. text fits always. binary asks for the same types on both"
                + " sides, PostgreSQL's own only; the sink refuses others.",
            GROUP,
            4,
            Width.SHORT,
            "Format")
        .define(
            AGAIN,
            ConfigDef.Type.LIST,
            "",
            (key, value) -> TablesAgain.parse((List<?>) value),
            Importance.LOW,
            "Tables to copy anew, each as schema.table:n, where n is 2 the first time and one more each"
                + " further time. A table that was copied for that n already is left alone. The stream holds"
                + " changes of the others until their copies are complete.",
            GROUP,
            5,
            Width.LONG,
            "Tables to copy anew")
        .define(
            TRANSACTION_MAX_BYTES,
            ConfigDef.Type.LONG,
            32L << 20,
            Range.atLeast(1),
            Importance.LOW,
            "How many bytes of rows a Kafka transaction holds, about, at most; it ends with a chunk at"
                + " the latest. Connect keeps them in memory until its end.",
            GROUP,
            6,
            Width.MEDIUM,
            "Largest Kafka transaction")
        .define(
            TRANSACTION_MAX_MS,
            ConfigDef.Type.LONG,
            30_000L,
            Range.atLeast(1),
            Importance.LOW,
            "How long, in ms, a Kafka transaction may stay open while a chunk is read. Must be below"
                + " the producer's transaction.timeout.ms.",
            GROUP,
            7,
            Width.MEDIUM,
            "Longest Kafka transaction")
        .define(
            DISTRIBUTION_KEYS.columns(),
            ConfigDef.Type.LIST,
            "",
            Importance.MEDIUM,
            "Which column distributes which tables, as in the setting columns of the stream's"
                + " transforms: pattern:column, separated by commas; the first match counts. A table"
                + " that lacks its column gets it through a foreign key, over one or more tables, in"
                + " the same snapshot. Others travel as they are.",
            DISTRIBUTION_GROUP,
            1,
            Width.LONG,
            "Distribution columns")
        .define(
            DISTRIBUTION_KEYS.referenceTables(),
            ConfigDef.Type.LIST,
            "",
            Importance.MEDIUM,
            "Tables that are left alone though a pattern of distribution.columns matches, as patterns,"
                + " like reference.tables of the stream's transforms.",
            DISTRIBUTION_GROUP,
            2,
            Width.LONG,
            "Reference tables")
        .define(
            DISTRIBUTION_KEYS.foreignKeys(),
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Foreign keys that the source's catalog does not have, or that count before its own, like"
                + " foreign.keys of DistributionLookup: schema.child(column)>schema.parent(column),"
                + " separated by commas.",
            DISTRIBUTION_GROUP,
            3,
            Width.LONG,
            "Declared foreign keys");
  }

  /** What is wrong with the settings by themselves, by key. */
  public static Map<String, String> faults(Map<String, String> settings) {
    Map<String, String> faults = new LinkedHashMap<>();
    for (String key : REQUIRED) {
      if (settings.getOrDefault(key, "").isBlank()) {
        faults.put(key, "A value is required. Set " + key + ".");
      }
    }
    faults.putAll(CopyPromises.faults(settings));
    faults.putAll(distribution(settings).faults());
    if (faults.isEmpty()) {
      transforms(settings)
          .filter(stream -> !stream.saysTheSameAs(distribution(settings)))
          .ifPresent(
              stream ->
                  faults.put(
                      DISTRIBUTION_KEYS.columns(),
                      "The settings %s* say something else than %s*. Leave one of the two out"
                          .formatted(DISTRIBUTION_KEYS.prefix(), stream.keys().prefix())));
    }
    return faults;
  }

  /** Those of this connector's own, else of the transforms as the stream's connector has them. */
  private static DistributionSettings distribution(Map<String, String> settings) {
    DistributionSettings own = DistributionSettings.read(settings, DISTRIBUTION_KEYS.prefix());
    return own.isEmpty() ? transforms(settings).orElse(own) : own;
  }

  /** What cannot be read is told by the transform itself. */
  private static Optional<DistributionSettings> transforms(Map<String, String> settings) {
    return DistributingTransforms.of(settings)
        .settings()
        .filter(stream -> stream.faults().isEmpty());
  }

  /** The same settings as the stream's connector would see them. */
  public CaptureConfig capture() {
    return capture;
  }

  /** Which tables are to get a column that they lack. */
  public DistributionSettings distribution() {
    return distribution(settings);
  }

  /** What finds the way to these columns; empty if there are none. */
  public Optional<DistributionPaths> paths() {
    return distribution().isEmpty() ? Optional.empty() : Optional.of(distribution().paths());
  }

  public long chunkBytes() {
    return own.getLong(CHUNK_BYTES);
  }

  public int recordBytes() {
    return own.getInt(RECORD_BYTES);
  }

  /** Bytes a second over all tasks; 0 is no limit. */
  public long rateLimit() {
    return own.getLong(RATE_LIMIT);
  }

  public Format format() {
    return Format.valueOf(own.getString(FORMAT).toUpperCase(Locale.ROOT));
  }

  public TablesAgain again() {
    return TablesAgain.parse(own.getList(AGAIN));
  }

  public long transactionMaxBytes() {
    return own.getLong(TRANSACTION_MAX_BYTES);
  }

  /**
   * How large a record the producer sends, at most, as far as these settings tell; the worker's own
   * are not known here.
   */
  public long maxSentBytes() {
    return Stream.of("max.request.size", "buffer.memory")
        .map(key -> settings.getOrDefault("producer.override." + key, "").trim())
        .filter(bytes -> !bytes.isEmpty())
        .mapToLong(Long::parseLong)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  public long transactionMaxMs() {
    return own.getLong(TRANSACTION_MAX_MS);
  }

  public int tasksMax() {
    return Integer.parseInt(settings.getOrDefault(TASKS_MAX, "1").trim());
  }

  /**
   * How many partitions each topic has that Connect makes for these settings; where they leave that
   * to the broker, the one that is sure to be there.
   */
  public int partitions() {
    List<Integer> counts = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          if (key.matches("topic[.]creation[.].+[.]partitions")) {
            counts.add(Integer.parseInt(value.trim()));
          }
        });
    return Math.max(1, counts.stream().flatMapToInt(IntStream::of).min().orElse(1));
  }
}
