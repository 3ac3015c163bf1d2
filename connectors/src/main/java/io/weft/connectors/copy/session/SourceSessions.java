package io.weft.connectors.copy.session;

import io.debezium.jdbc.JdbcConfiguration;
import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.fetch.PortionedConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the source that a connector or a task has open.
 *
 * <p>Nothing of a role's settings bears on what a session reads, or ends it for the time that it
 * takes; and a table's rows come in the order of its pages.
 *
 * <p>Thread rules: one thread opens and closes; {@link #close()}, by any thread, ends what it waits
 * for at the source, with an {@link SQLException} there.
 */
public final class SourceSessions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SourceSessions.class);

  /**
   * A scan that joins another one begins in the middle; parallel workers mix their rows. To compile
   * a query anew for each chunk costs more than it saves.
   */
  private static final String IN_ORDER =
      """
      set search_path = pg_catalog;
      set synchronize_seqscans = off;
      set max_parallel_workers_per_gather = 0;
      set jit = off""";

  /** Class 57, operator intervention. */
  private static final String STOPPED = "57014";

  private final CaptureConfig config;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  public SourceSessions(CaptureConfig config) {
    this.config = config;
  }

  /**
   * Opens an ordinary session.
   *
   * @param name as the source shows it to people
   */
  public Connection open(String name) throws SQLException {
    Connection connection = connect(jdbc(name));
    try (Statement statement = connection.createStatement()) {
      statement.execute(IN_ORDER);
    } catch (SQLException e) {
      close(connection);
      throw e;
    }
    return connection;
  }

  /** Opens a session that takes replication commands. */
  public Connection openForReplication(String name) throws SQLException {
    return connect(
        JdbcConfiguration.adapt(
            jdbc(name)
                .edit()
                .with("replication", "database")
                .with("preferQueryMode", "simple")
                .with("assumeMinServerVersion", "9.4")
                .build()));
  }

  private JdbcConfiguration jdbc(String name) {
    return JdbcConfiguration.adapt(
        config.debezium().getJdbcConfig().edit().with("ApplicationName", name).build());
  }

  private Connection connect(JdbcConfiguration jdbc) throws SQLException {
    Connection connection = new PortionedConnections().connect(jdbc);
    open.add(connection);
    if (isClosed) {
      close(connection);
      throw new SQLException("Stopped", STOPPED);
    }
    return connection;
  }

  /** Closes one session, whatever state it is in. */
  public void close(Connection connection) {
    open.remove(connection);
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A session of the source did not close cleanly", e);
    }
  }

  /** Ends all sessions, and whatever they wait for. */
  @Override
  public void close() {
    isClosed = true;
    for (Connection connection : open) {
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("A session of the source did not end cleanly", e);
      }
    }
  }
}
