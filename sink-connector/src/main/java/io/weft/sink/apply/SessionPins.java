package io.weft.sink.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings that a transaction pins for itself, so that what the server, the database or the
 * role sets bears on nothing (manual, chapter "Server Configuration").
 */
final class SessionPins {

  private static final int TRANSACTION_TIMEOUT_SINCE = 170_000;

  /** Keeps a transaction from being cut short before it knows what else to pin. */
  static final String NO_LIMITS =
      """
      select pg_catalog.set_config(name, '0', true) from pg_catalog.pg_settings
       where name in ('statement_timeout', 'lock_timeout', 'transaction_timeout')""";

  private SessionPins() {}

  /** The statement that pins them until the end of the transaction. */
  static String statement(SessionFacts facts) {
    return settings(facts).entrySet().stream()
        .map(e -> "pg_catalog.set_config('%s', '%s', true)".formatted(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", ", "select ", ""));
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

  /** No transaction can do this for itself: between two of them the session is idle. */
  static void keepIdleSession(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_catalog.set_config('idle_session_timeout', '0', false)
           where pg_catalog.current_setting('idle_session_timeout') <> '0'""");
    }
  }
}
