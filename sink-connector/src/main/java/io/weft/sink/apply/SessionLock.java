package io.weft.sink.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The advisory lock that every transaction of a pipeline takes, and with it the means to end the
 * session of a task that should be gone but is not: behind a lost network its transaction could
 * hold locks for hours.
 *
 * <p>The lock keeps order; safety rests on the epoch in {@link ProgressStore}. It ends with the
 * transaction, so that a pooler may give each transaction another session.
 */
final class SessionLock {

  private static final Logger LOG = LoggerFactory.getLogger(SessionLock.class);

  /** Two-key advisory locks are apart from those of one key, which applications tend to use. */
  static final int CLASS_ID = 0x77656674;

  private SessionLock() {}

  /** An expression that waits for the lock. */
  static String expression(String pipeline) {
    return "pg_catalog.pg_advisory_xact_lock(" + CLASS_ID + ", " + pipeline.hashCode() + ")";
  }

  /** Takes the lock for the transaction that is open; ends the session that has it, if any. */
  static void takeFromOthers(Connection connection, String pipeline) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("select pg_try_advisory_xact_lock(?, ?)")) {
      lock.setInt(1, CLASS_ID);
      lock.setInt(2, pipeline.hashCode());
      try (ResultSet rows = lock.executeQuery()) {
        rows.next();
        if (rows.getBoolean(1)) {
          return;
        }
      }
    }
    endOthers(connection, pipeline);
    try (PreparedStatement lock = connection.prepareStatement("select " + expression(pipeline))) {
      lock.execute();
    }
  }

  private static void endOthers(Connection connection, String pipeline) throws SQLException {
    try (PreparedStatement terminate =
        connection.prepareStatement(
            """
            select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and classid = ?::int and objid::int8 = ?::int8 & 4294967295
              and objsubid = 2 and database = (select oid from pg_database where datname = current_database())
              and granted and pid <> pg_backend_pid()""")) {
      terminate.setInt(1, CLASS_ID);
      terminate.setInt(2, pipeline.hashCode());
      try (ResultSet rows = terminate.executeQuery()) {
        while (rows.next()) {
          LOG.warn("Ended the session of an earlier task of pipeline {} in the target", pipeline);
        }
      }
    }
  }
}
