package io.weft.postgres.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server, one for all tests of a JVM, from which each test takes databases of its
 * own.
 *
 * <p>It runs with {@code wal_level=logical}. Started on first use, stopped with the JVM.
 */
public final class TestPostgres {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static EmbeddedPostgres server;

  private TestPostgres() {}

  /** The server's port on loopback; user {@code postgres}, trusted. */
  public static synchronized int port() {
    if (server == null) {
      try {
        server =
            EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_connections", "200")
                .setServerConfig("max_replication_slots", "20")
                .setServerConfig("max_wal_senders", "20")
                .setServerConfig("max_prepared_transactions", "20")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("timezone", "UTC")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not start", e);
      }
    }
    return server.getPort();
  }

  /** Makes an empty database and returns its name, which no other test of this JVM uses. */
  public static String createDatabase(String prefix) {
    String name = prefix + "_" + NEXT.incrementAndGet();
    execute("postgres", "create database " + name);
    return name;
  }

  /** Opens a connection as the superuser; the caller closes it. */
  public static Connection connect(String database) {
    try {
      return DriverManager.getConnection(jdbcUrl(database));
    } catch (SQLException e) {
      throw new IllegalStateException("Could not connect to database " + database, e);
    }
  }

  /** The JDBC URL of a database, superuser included. */
  public static String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=postgres";
  }

  /** The first column of a query's rows, as text. */
  public static List<String> query(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException("Failed: " + sql, e);
    }
  }

  /** Runs a script in one implicit transaction. */
  public static void execute(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Failed: " + sql, e);
    }
  }
}
