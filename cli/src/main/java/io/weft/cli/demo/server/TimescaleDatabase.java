package io.weft.cli.demo.server;

import io.weft.cli.check.ConnectFailure;
import io.weft.cli.run.UserException;
import io.weft.postgres.Identifiers;
import io.weft.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A database of the demo's own on a user's TimescaleDB server.
 *
 * <p>Nothing that was there before is touched. The database has a name of its own and says in its
 * comment whose it is; one of that name without the comment stops the demo, one with it is what a
 * demo that was killed left behind, and makes way.
 */
public final class TimescaleDatabase implements AutoCloseable {

  static final String NAME = "weft_demo";

  private static final String COMMENT = "made by weft demo, which drops it at its end";
  private static final String KEPT = "made by weft demo --keep";

  private final PostgresUri server;

  private TimescaleDatabase(PostgresUri server) {
    this.server = server;
  }

  /**
   * Makes the database.
   *
   * @param server any database on the server, as a role that may create databases
   * @throws UserException if the server lacks the extension, or the database's name is taken
   */
  public static TimescaleDatabase create(PostgresUri server) {
    try (Connection connection = server.connect()) {
      requireExtension(connection);
      makeWay(connection);
      execute(connection, "create database " + NAME + " encoding 'UTF8' template template0");
      comment(connection, COMMENT);
    } catch (SQLException e) {
      throw new UserException(ConnectFailure.explain("target", server, e), e);
    }
    TimescaleDatabase database = new TimescaleDatabase(server);
    try (Connection connection = database.uri().connect()) {
      execute(connection, "create extension if not exists timescaledb");
    } catch (SQLException e) {
      throw database.droppedAfter(e);
    }
    return database;
  }

  private static void requireExtension(Connection connection) throws SQLException {
    String query = "select 1 from pg_available_extensions where name = 'timescaledb'";
    if (text(connection, query).isEmpty()) {
      throw new UserException(
          "The server of --target-timescaledb does not offer the extension timescaledb."
              + " Name one that does, or leave the option away.");
    }
  }

  private static void makeWay(Connection connection) throws SQLException {
    String byName = " from pg_database where datname = '" + NAME + "'";
    if (text(connection, "select 1" + byName).isEmpty()) {
      return;
    }
    Optional<String> comment =
        text(connection, "select shobj_description(oid, 'pg_database')" + byName);
    if (!comment.equals(Optional.of(COMMENT))) {
      throw new UserException(
          "The target has a database "
              + NAME
              + " already, and it is not the remains of an interrupted demo."
              + " If nobody needs it: DROP DATABASE "
              + NAME);
    }
    String busy =
        "select 1 from pg_stat_activity where backend_type = 'client backend' and datname = '"
            + NAME
            + "'";
    if (text(connection, busy).isPresent()) {
      throw new UserException("Another demo seems to run on this target; wait for its end.");
    }
    drop(connection);
  }

  /** The database, to the same role. */
  public PostgresUri uri() {
    return new PostgresUri(
        server.hosts(), NAME, server.user(), server.password(), server.parameters());
  }

  /** Divides a table of the database by time; it may hold no rows yet. */
  public void makeHypertable(Connection connection, String table, String timeColumn)
      throws SQLException {
    execute(
        connection,
        "select create_hypertable(%s, %s, chunk_time_interval => interval '1 day')"
            .formatted(Identifiers.literal(table), Identifiers.literal(timeColumn)));
  }

  /** Leaves the database to the user, for good. */
  public void keep() throws SQLException {
    try (Connection connection = server.connect()) {
      comment(connection, KEPT);
    }
  }

  /** Drops the database, whoever uses it. */
  @Override
  public void close() throws SQLException {
    try (Connection connection = server.connect()) {
      drop(connection);
    }
  }

  private UserException droppedAfter(SQLException failure) {
    try {
      close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return new UserException(
        "Could not create the extension timescaledb on " + server + ": " + failure.getMessage(),
        failure);
  }

  private static void drop(Connection connection) throws SQLException {
    execute(connection, "drop database if exists " + NAME + " with (force)");
  }

  private static void comment(Connection connection, String text) throws SQLException {
    execute(connection, "comment on database " + NAME + " is " + Identifiers.literal(text));
  }

  private static Optional<String> text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
