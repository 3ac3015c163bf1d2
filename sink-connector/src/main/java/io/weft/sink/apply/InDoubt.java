package io.weft.sink.apply;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that nodes of a Citus cluster have prepared, and of which they do not know yet
 * whether they were committed. The coordinator may show the progress of such a transaction, while
 * rows of it are not to be seen on a worker: nothing may be applied meanwhile.
 *
 * <p>Citus resolves them by itself, every {@code citus.recover_2pc_interval}, or at once by a
 * function that only a superuser may call unless it is granted.
 */
final class InDoubt {

  private static final Logger LOG = LoggerFactory.getLogger(InDoubt.class);
  private static final int LOOKS = 10;
  private static final long PAUSE_MS = 100;

  /** object_in_use: passes by itself. */
  private static final String STATE = "55006";

  /** Citus names them after the node that leads them (manual of Citus, "Two-phase commit"). */
  private static final String PREPARED =
      """
      format(
        $$select coalesce(string_agg(gid, ' '), '') from pg_catalog.pg_prepared_xacts
          where database = pg_catalog.current_database() and owner = %L and gid like 'citus\\_%s\\_%%'$$,
        current_user, (select groupid from pg_dist_local_group))""";

  private InDoubt() {}

  /**
   * Waits until those are resolved that are there now, of this role; a moment only.
   *
   * @throws SQLException for a reason that passes, if some are left or a node cannot be asked
   */
  static void settle(Connection connection) throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement()) {
      boolean mayResolve = mayResolve(statement);
      Set<String> left = prepared(statement);
      if (!left.isEmpty()) {
        LOG.info("{} transactions of the target's nodes are in doubt: {}", left.size(), left);
      }
      for (int look = 0; !left.isEmpty(); look++) {
        if (look == LOOKS) {
          throw left(left, mayResolve);
        }
        if (mayResolve) {
          statement.execute("select recover_prepared_transactions()");
        } else {
          Thread.sleep(PAUSE_MS);
        }
        left.retainAll(prepared(statement));
      }
    }
  }

  private static boolean mayResolve(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select has_function_privilege('recover_prepared_transactions()', 'execute')")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static Set<String> prepared(Statement statement) throws SQLException {
    Set<String> prepared = new HashSet<>();
    for (String names : CitusNodes.ask(statement, PREPARED).values()) {
      if (!names.isEmpty()) {
        prepared.addAll(List.of(names.split(" ")));
      }
    }
    return prepared;
  }

  private static SQLException left(Set<String> left, boolean mayResolve) {
    return new SQLException(
        "Transactions that Citus nodes have prepared are still in doubt: %s. Citus resolves them every citus.recover_2pc_interval%s"
            .formatted(
                String.join(", ", left),
                mayResolve
                    ? ""
                    : "; a superuser can run GRANT EXECUTE ON FUNCTION recover_prepared_transactions() TO the connector's"
                        + " role, which then does not have to wait for it"),
        STATE);
  }
}
