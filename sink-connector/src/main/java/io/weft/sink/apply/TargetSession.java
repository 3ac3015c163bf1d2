package io.weft.sink.apply;

import io.weft.sink.target.TargetCatalog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the target, with its settings pinned: whatever the server or the role sets,
 * values are read and compared in one form, and nothing is filtered, fired or cut short.
 *
 * <p>Not thread-safe, but {@link #abort} may be called from another thread.
 */
final class TargetSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TargetSession.class);

  private static final String PIN =
      """
      set search_path = pg_catalog;
      set datestyle = 'ISO, YMD';
      set intervalstyle = 'postgres';
      set timezone = 'UTC';
      set bytea_output = 'hex';
      set lc_monetary = 'C';
      set row_security = off;
      set statement_timeout = 0;
      set lock_timeout = 0;
      set idle_in_transaction_session_timeout = 0;
      set synchronous_commit = on;
      set plan_cache_mode = force_custom_plan
      """;

  private final Connection connection;
  private final TargetCatalog catalog;
  private final boolean replicaRole;

  private TargetSession(Connection connection, boolean replicaRole) {
    this.connection = connection;
    this.replicaRole = replicaRole;
    catalog = new TargetCatalog(connection);
  }

  static TargetSession open(TargetSettings settings) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(settings.credentials());
    properties.setProperty("ApplicationName", "weft " + settings.pipeline());
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "10");
    // Details of errors hold values of rows.
    properties.setProperty("logServerErrorDetail", "false");
    Connection connection = DriverManager.getConnection(settings.jdbcUrl(), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute(PIN);
      boolean replicaRole = takeReplicaRole(statement);
      connection.setAutoCommit(false);
      return new TargetSession(connection, replicaRole);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * The role under which triggers do not fire and foreign keys are not checked; a superuser's, or
   * granted (15 and newer).
   */
  private static boolean takeReplicaRole(Statement statement) throws SQLException {
    try {
      statement.execute("set session_replication_role = replica");
      return true;
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw e;
      }
      LOG.warn(
          "The target's role may not set session_replication_role: triggers fire and foreign keys are checked while"
              + " applying. From PostgreSQL 15 on, a superuser can run GRANT SET ON PARAMETER session_replication_role"
              + " TO the role");
      return false;
    }
  }

  Connection connection() {
    return connection;
  }

  TargetCatalog catalog() {
    return catalog;
  }

  /** Whether triggers and foreign keys are out of the way. */
  boolean replicaRole() {
    return replicaRole;
  }

  /** Whether the server still answers. */
  boolean isAlive() {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1")) {
      return rows.next();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Ends the session at once, from any thread; what it was doing is rolled back. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("The connection to the target was gone already", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("The connection to the target was gone already", e);
    }
  }
}
