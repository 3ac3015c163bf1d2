package io.weft.sink.apply;

import io.weft.sink.sql.CommandWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session may do, and how far away its server is.
 *
 * @param replicaRole whether it may write without firing triggers and checking foreign keys
 * @param deferrable whether the database has constraints whose check may wait
 * @param readOnlyByDefault whether transactions have to be told that they write
 * @param version the server's, such as 170002
 * @param citus whether the database is that of a Citus coordinator
 * @param roundTripNanos how long the shortest answer takes
 */
record SessionFacts(
    boolean replicaRole,
    boolean deferrable,
    boolean readOnlyByDefault,
    int version,
    boolean citus,
    long roundTripNanos) {

  private static final Logger LOG = LoggerFactory.getLogger(SessionFacts.class);
  private static final int TRIPS = 5;
  private static final int PARAMETER_GRANTS_SINCE = 150_000;

  /** What COPY saves the server for each row, beside an INSERT from arrays. */
  private static final long COPY_SAVES_NANOS = 3_000;

  /** How many answers more it waits for. */
  private static final int COPY_TRIPS = 2;

  private static final long NEAR_NANOS = 2_000_000;
  private static final int MIN_COPY_ROWS = 20;
  private static final int MAX_COPY_ROWS = 10_000;

  /** Finds out, in a transaction that is rolled back. */
  static SessionFacts of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SessionPins.NO_LIMITS);
      try (ResultSet rows =
          statement.executeQuery(
              """
              select exists (select from pg_catalog.pg_constraint where condeferrable),
                current_setting('default_transaction_read_only')::bool and not pg_is_in_recovery(),
                current_setting('server_version_num')::int,
                exists (select from pg_catalog.pg_extension where extname = 'citus')""")) {
        rows.next();
        boolean isDeferrable = rows.getBoolean(1);
        boolean isReadOnlyByDefault = rows.getBoolean(2);
        int version = rows.getInt(3);
        boolean isCitus = rows.getBoolean(4);
        return new SessionFacts(
            mayTakeReplicaRole(connection)
                && (!isCitus || mayTakeReplicaRoleOnNodes(statement, version)),
            isDeferrable,
            isReadOnlyByDefault,
            version,
            isCitus,
            roundTrip(statement));
      }
    } finally {
      connection.rollback();
    }
  }

  /**
   * The role under which triggers do not fire and foreign keys are not checked; a superuser's, or
   * granted (15 and newer).
   */
  private static boolean mayTakeReplicaRole(Connection connection) throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local session_replication_role = replica");
      return true;
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(savepoint);
      LOG.warn(
          "The target's role may not set session_replication_role: triggers fire and foreign keys are checked while"
              + " applying. From PostgreSQL 15 on, a superuser can run GRANT SET ON PARAMETER session_replication_role"
              + " TO the role");
      return false;
    }
  }

  /**
   * Nodes ask for the right, too, and Citus does not hand on what is granted on its coordinator.
   */
  private static boolean mayTakeReplicaRoleOnNodes(Statement statement, int version)
      throws SQLException {
    String question =
        version < PARAMETER_GRANTS_SINCE
            ? "select rolsuper from pg_catalog.pg_roles where rolname = current_user"
            : "select pg_catalog.has_parameter_privilege('session_replication_role', 'set')";
    Map<String, String> answers = CitusNodes.ask(statement, "$$" + question + "$$");
    answers.values().removeIf("t"::equals);
    if (!answers.isEmpty()) {
      LOG.warn(
          "The target's role may set session_replication_role on the coordinator, but not on its node {}: triggers fire"
              + " and foreign keys are checked while applying. Let a superuser run GRANT SET ON PARAMETER"
              + " session_replication_role TO the role on each node",
          String.join(", ", answers.keySet()));
    }
    return answers.isEmpty();
  }

  private static long roundTrip(Statement statement) throws SQLException {
    long shortest = Long.MAX_VALUE;
    for (int trip = 0; trip < TRIPS; trip++) {
      long begin = System.nanoTime();
      statement.execute("select 1");
      shortest = Math.min(shortest, System.nanoTime() - begin);
    }
    return shortest;
  }

  /**
   * Whether round trips are cheap, so that batches may be small: the less is under way at once, the
   * less the collector has to copy.
   */
  boolean isNear() {
    return roundTripNanos < NEAR_NANOS;
  }

  /** Sends new rows by COPY where they outweigh the way that it goes more often. */
  CommandWriter commandWriter() {
    long rows = COPY_TRIPS * roundTripNanos / COPY_SAVES_NANOS;
    return new CommandWriter((int) Math.max(MIN_COPY_ROWS, Math.min(MAX_COPY_ROWS, rows)));
  }
}
