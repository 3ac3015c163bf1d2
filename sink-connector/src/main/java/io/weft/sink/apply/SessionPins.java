package io.weft.sink.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings that a transaction pins for itself, so that what the server, the database or the
 * role sets bears on nothing (manual, chapter "Server Configuration").
 */
final class SessionPins {

  private static final int TRANSACTION_TIMEOUT_SINCE = 170_000;

  /** Those that have to hold where a Citus cluster keeps the rows. */
  private static final List<String> ON_NODES =
      List.of(
          "session_replication_role",
          "enable_hashjoin",
          "enable_mergejoin",
          "datestyle",
          "intervalstyle",
          "timezone",
          "bytea_output",
          "lc_monetary",
          "extra_float_digits");

  /** Keeps a transaction from being cut short before it knows what else to pin. */
  static final String NO_LIMITS =
      """
      select pg_catalog.set_config(name, '0', true) from pg_catalog.pg_settings
       where name in ('statement_timeout', 'lock_timeout', 'transaction_timeout')""";

  /** For rows that are compared with all there are. */
  private static final String ALL_JOINS =
      "select pg_catalog.set_config('enable_hashjoin', 'on', true), pg_catalog.set_config('enable_mergejoin', 'on', true)";

  /**
   * For rows that are found by a key, one by one through its index. Beside some thousand of them
   * the planner would rather read the whole table, which takes several times as long.
   */
  private static final String JOINS_BY_KEY =
      "select pg_catalog.set_config('enable_hashjoin', 'off', true), pg_catalog.set_config('enable_mergejoin', 'off', true)";

  /**
   * Citus refuses to change a reference table in a transaction that has reached several shards at
   * once of a distributed table with a foreign key to it.
   */
  static final String ONE_SHARD_AFTER_THE_OTHER =
      """
      select pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true) where exists (
        select from pg_catalog.pg_constraint f
        join pg_catalog.pg_dist_partition r on r.logicalrelid = f.confrelid and r.partmethod = 'n'
        join pg_catalog.pg_dist_partition d on d.logicalrelid = f.conrelid and d.partmethod <> 'n'
        where f.contype = 'f')""";

  private SessionPins() {}

  /** Allow joins by which rows are compared with all there are, where the rows lie. */
  static List<String> allJoins(SessionFacts facts) {
    return facts.citus()
        ? List.of("set local enable_hashjoin = on", "set local enable_mergejoin = on")
        : List.of(ALL_JOINS);
  }

  /** Forbid them again. */
  static List<String> joinsByKey(SessionFacts facts) {
    return facts.citus()
        ? List.of("set local enable_hashjoin = off", "set local enable_mergejoin = off")
        : List.of(JOINS_BY_KEY);
  }

  /** The statements that pin them until the end of the transaction. */
  static List<String> statements(SessionFacts facts) {
    List<String> statements = new ArrayList<>();
    statements.add(
        settings(facts).entrySet().stream()
            .map(e -> "pg_catalog.set_config('%s', '%s', true)".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining(", ", "select ", "")));
    if (facts.citus()) {
      // Only what is SET LOCAL behind this goes to the nodes, too.
      statements.add("set local citus.propagate_set_commands = 'local'");
      for (String name : ON_NODES) {
        String value = settings(facts).get(name);
        if (value != null) {
          statements.add("set local %s = '%s'".formatted(name, value));
        }
      }
    }
    return statements;
  }

  private static Map<String, String> settings(SessionFacts facts) {
    Map<String, String> pinned = new LinkedHashMap<>();
    pinned.put("search_path", "pg_catalog");
    putForms(pinned);
    putNoLimits(pinned, facts);
    pinned.put("synchronous_commit", "on");
    // Each batch has another number of rows, and a plan costs little beside it.
    pinned.put("plan_cache_mode", "force_custom_plan");
    pinned.put("jit", "off");
    // See JOINS_BY_KEY.
    pinned.put("enable_hashjoin", "off");
    pinned.put("enable_mergejoin", "off");
    if (facts.citus()) {
      // See TargetSession.isInDoubt.
      pinned.put("client_min_messages", "warning");
      // Otherwise who updates a row of a reference table locks it all until the transaction's end:
      // tasks of the copy would write one after the other.
      pinned.put("citus.all_modifications_commutative", "on");
    }
    if (facts.replicaRole()) {
      pinned.put("session_replication_role", "replica");
    }
    return pinned;
  }

  /** In what form values are read and printed. */
  private static void putForms(Map<String, String> pinned) {
    pinned.put("datestyle", "ISO, YMD");
    pinned.put("intervalstyle", "postgres");
    pinned.put("timezone", "UTC");
    pinned.put("bytea_output", "hex");
    pinned.put("lc_monetary", "C");
    pinned.put("extra_float_digits", "1");
    pinned.put("array_nulls", "on");
    pinned.put("xmloption", "content");
  }

  private static void putNoLimits(Map<String, String> pinned, SessionFacts facts) {
    pinned.put("row_security", "off");
    pinned.put("statement_timeout", "0");
    pinned.put("lock_timeout", "0");
    pinned.put("idle_in_transaction_session_timeout", "0");
    if (facts.version() >= TRANSACTION_TIMEOUT_SINCE) {
      pinned.put("transaction_timeout", "0");
    }
  }

  /**
   * What no transaction can do for itself: between two of them the session is idle, and a Citus
   * coordinator keeps or closes its connections to the nodes.
   */
  static void keepSession(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_catalog.set_config(name, '0', false) from pg_catalog.pg_settings
           where name = 'idle_session_timeout' and setting <> '0'""");
      statement.execute(
          """
          select pg_catalog.set_config(name, '32', false) from pg_catalog.pg_settings
           where name = 'citus.max_cached_conns_per_worker' and setting::int < 32""");
    }
  }
}
