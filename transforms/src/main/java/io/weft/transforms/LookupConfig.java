package io.weft.transforms;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.distribution.DistributionRules;
import io.weft.postgres.distribution.ForeignKey;
import io.weft.transforms.lookup.Database;
import io.weft.transforms.lookup.KnownPaths;
import io.weft.transforms.lookup.Parents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.postgresql.Driver;

/** The settings of {@link DistributionLookup}. */
final class LookupConfig extends AbstractConfig {

  static final String FOREIGN_KEYS = ForeignKey.SETTING;
  static final String SOURCE = "connection.";
  static final String FALLBACK = "fallback.";
  static final String URL = "url";
  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String NULLS = "nulls";
  static final String MOVED_PARENTS = "moved.parents";
  static final String CACHE_ROWS = "cache.rows";
  static final String QUERY_ROWS = "query.rows";
  static final String QUERY_TIMEOUT_MS = "query.timeout.ms";
  static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
  static final String RETRY_TIMEOUT_MS = "retry.timeout.ms";

  private static final String CONNECTIONS = "Connections";
  private static final String MEMORY = "Memory and queries";
  private static final String FAIL = "fail";

  /** Every setting with group, validator, default and documentation. */
  static final ConfigDef DEFINITION = definition();

  LookupConfig(Map<String, ?> settings) {
    super(DEFINITION, settings, false);
    if (database(SOURCE, "the source").isEmpty() && database(FALLBACK, "fallback").isPresent()) {
      throw new ConfigException(
          FALLBACK + URL, getString(FALLBACK + URL), "Set connection.url first: it is asked first");
    }
  }

  private static ConfigDef definition() {
    ConfigDef definition =
        DistributionSettings.definition()
            .define(
                FOREIGN_KEYS,
                ConfigDef.Type.STRING,
                "",
                DistributionSettings.accepted(
                    text -> ForeignKey.parse(text.toString()),
                    "schema.child(column)>schema.parent(column), …"),
                MEDIUM,
                "Foreign keys by which tables without the column find their value, separated by commas:"
                    + " schema.child(column, …)>schema.parent(column, …), at most one for a table. A"
                    + " parent without the column is followed in turn. A name with other characters"
                    + " than letters, digits and _ stands in double quotes. Tables that are not named"
                    + " here take the shortest way that the source's catalog knows.",
                DistributionSettings.GROUP,
                DistributionSettings.COUNT + 1,
                Width.LONG,
                "Foreign keys")
            .define(
                NULLS,
                ConfigDef.Type.STRING,
                FAIL,
                ValidString.in(FAIL, "pass"),
                LOW,
                "What becomes of a row that refers to no parent, or to one whose column is NULL. fail:"
                    + " it is refused. pass: the column is added with NULL; null.partition of"
                    + " DistributionKey then says where it goes.",
                DistributionSettings.GROUP,
                DistributionSettings.COUNT + 2,
                Width.SHORT,
                "Rows without a value")
            .define(
                MOVED_PARENTS,
                ConfigDef.Type.STRING,
                FAIL,
                ValidString.in(FAIL, "log"),
                LOW,
                "What becomes of a change that gives a row another distribution value, while rows of"
                    + " other tables find theirs in it, which do not change with it. fail: it is"
                    + " refused. log: it passes, and rows that were written before keep the old value"
                    + " until their tables are copied anew.",
                DistributionSettings.GROUP,
                DistributionSettings.COUNT + 3,
                Width.SHORT,
                "Parents that move");
    connection(
        definition,
        SOURCE,
        1,
        "The source database, whose catalog and rows are asked: a libpq URL (postgresql://host:port/database)"
            + " or a JDBC URL (jdbc:postgresql://…), without user and password. Without it, foreign"
            + " keys have to be declared, and only parents are found that have passed.");
    connection(
        definition,
        FALLBACK,
        4,
        "A second database to ask, in the same form, for parents that the source does not have any"
            + " more: the target, whose tables have the column. Needed where rows of parents are"
            + " deleted while the stream is behind.");
    return definition
        .define(
            CACHE_ROWS,
            ConfigDef.Type.INT,
            100_000,
            Range.atLeast(1),
            MEDIUM,
            "How many rows of parents are remembered, the least recently used being forgotten first."
                + " One takes about 300 bytes.",
            MEMORY,
            1,
            Width.MEDIUM,
            "Remembered rows")
        .define(
            QUERY_ROWS,
            ConfigDef.Type.INT,
            4_000,
            Range.atLeast(1),
            LOW,
            "How many rows, at most, a query reads: beside the one that is needed, those that follow in"
                + " the order of the key, as long as they turn out to be used.",
            MEMORY,
            2,
            Width.MEDIUM,
            "Rows of a query")
        .define(
            QUERY_TIMEOUT_MS,
            ConfigDef.Type.LONG,
            30_000L,
            Range.atLeast(1),
            LOW,
            "How long, in ms, a query may take; one that takes longer is tried again.",
            MEMORY,
            3,
            Width.MEDIUM,
            "Longest query")
        .define(
            RETRY_BACKOFF_MS,
            ConfigDef.Type.LONG,
            1_000L,
            Range.atLeast(1),
            LOW,
            "How long, in ms, to wait before a database is asked again after a transient failure.",
            MEMORY,
            4,
            Width.MEDIUM,
            "Pause between tries")
        .define(
            RETRY_TIMEOUT_MS,
            ConfigDef.Type.LONG,
            60_000L,
            Range.atLeast(0),
            LOW,
            "How long, in ms, a database is tried before the task fails.",
            MEMORY,
            5,
            Width.MEDIUM,
            "Longest absence");
  }

  private static void connection(ConfigDef definition, String prefix, int order, String url) {
    definition
        .define(
            prefix + URL,
            ConfigDef.Type.STRING,
            "",
            MEDIUM,
            url,
            CONNECTIONS,
            order,
            Width.LONG,
            prefix)
        .define(
            prefix + USER,
            ConfigDef.Type.STRING,
            null,
            MEDIUM,
            "The role; it reads the tables on the way to the distribution column.",
            CONNECTIONS,
            order + 1,
            Width.MEDIUM,
            prefix + USER)
        .define(
            prefix + PASSWORD,
            ConfigDef.Type.PASSWORD,
            null,
            MEDIUM,
            "The role's password. Use a config provider rather than the password itself, such as ${env:SOURCE_PASSWORD}.",
            CONNECTIONS,
            order + 2,
            Width.MEDIUM,
            prefix + PASSWORD);
  }

  DistributionRules rules() {
    return DistributionSettings.rules(this);
  }

  boolean refusesNulls() {
    return FAIL.equals(getString(NULLS));
  }

  boolean refusesMovedParents() {
    return FAIL.equals(getString(MOVED_PARENTS));
  }

  KnownPaths paths(Optional<Database> source) {
    List<ForeignKey> declared = ForeignKey.parse(getString(FOREIGN_KEYS));
    return new KnownPaths(rules(), declared, source);
  }

  Optional<Database> source() {
    return database(SOURCE, "the source").map(Database::new);
  }

  Parents parents(Optional<Database> source) {
    return new Parents(
        source,
        database(FALLBACK, "the fallback").map(Database::new),
        getInt(CACHE_ROWS),
        getInt(QUERY_ROWS));
  }

  private Optional<Database.Settings> database(String prefix, String name) {
    String url = getString(prefix + URL);
    if (url.isBlank()) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    if (!url.startsWith("jdbc:postgresql:")) {
      PostgresUri uri = uri(prefix, url);
      properties.putAll(uri.jdbcProperties());
      url = uri.jdbcUrl();
    }
    if (Driver.parseURL(url, new Properties()) == null) {
      throw new ConfigException(prefix + URL + ": not a JDBC URL of PostgreSQL");
    }
    if (getString(prefix + USER) != null) {
      properties.setProperty("user", getString(prefix + USER));
    }
    if (getPassword(prefix + PASSWORD) != null) {
      properties.setProperty("password", getPassword(prefix + PASSWORD).value());
    }
    return Optional.of(
        new Database.Settings(
            name,
            url,
            properties,
            Duration.ofMillis(getLong(QUERY_TIMEOUT_MS)),
            Duration.ofMillis(getLong(RETRY_BACKOFF_MS)),
            Duration.ofMillis(getLong(RETRY_TIMEOUT_MS))));
  }

  /** The message has no URL in it, since that may hold a password against all advice. */
  private static PostgresUri uri(String prefix, String url) {
    try {
      return PostgresUri.parse(url);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(prefix + URL + ": " + e.getMessage());
    }
  }
}
