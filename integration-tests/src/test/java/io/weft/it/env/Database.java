package io.weft.it.env;

import io.weft.postgres.Lsn;
import io.weft.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One database; each call opens a connection of its own. */
public record Database(PostgresUri uri) {

  /** Opens a connection in auto-commit mode; the caller closes it. */
  public Connection connect() {
    try {
      return uri.connect();
    } catch (SQLException e) {
      throw new IllegalStateException("Could not connect to " + uri, e);
    }
  }

  /** Runs statements, all in one transaction unless they say otherwise. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Failed on " + uri + ": " + sql, e);
    }
  }

  /** Runs statements one after the other on one connection. */
  public void executeEach(List<String> statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          throw new IllegalStateException("Failed on " + uri + ": " + sql, e);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of each row, as text. */
  public List<String> column(String query) {
    try (Connection connection = connect()) {
      return column(connection, query);
    } catch (SQLException e) {
      throw new IllegalStateException("Failed on " + uri + ": " + query, e);
    }
  }

  static List<String> column(Connection connection, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** The first column of the first row, unless there is none or it is NULL. */
  public Optional<String> value(String query) {
    List<String> values = column(query);
    return values.isEmpty() ? Optional.empty() : Optional.ofNullable(values.get(0));
  }

  /** A number that must be there. */
  public long number(String query) {
    return Long.parseLong(value(query).orElseThrow());
  }

  /**
   * Commits a transaction that changes no table. Once a target's progress lies behind the returned
   * position, it holds everything that was committed here before this call.
   */
  public Lsn fence() {
    return Lsn.parse(
        value("SELECT pg_logical_emit_message(true, 'weft.heartbeat', '')::text").orElseThrow());
  }

  /** Removes the database, with whoever is connected to it. */
  public void drop(Server server) {
    server.dropDatabase(uri.database());
  }
}
