package io.weft.benchmarks.env;

import io.weft.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A database, asked over a connection for each question. */
public record Database(PostgresUri uri) {

  /** Runs statements, each in a transaction of its own unless they say otherwise. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = uri.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first value of the first row, as text. */
  public String text(String query) throws SQLException {
    try (Connection connection = uri.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /**
   * Asks until the answer is true.
   *
   * @param pause between two questions
   * @return when it was, by {@link System#nanoTime()}
   */
  public long await(String query, Duration pause, Duration timeout)
      throws SQLException, InterruptedException, TimeoutException {
    long end = System.nanoTime() + timeout.toNanos();
    try (Connection connection = uri.connect();
        Statement statement = connection.createStatement()) {
      while (System.nanoTime() < end) {
        try (ResultSet rows = statement.executeQuery(query)) {
          if (rows.next() && rows.getBoolean(1)) {
            return System.nanoTime();
          }
        }
        Thread.sleep(pause.toMillis());
      }
    }
    throw new TimeoutException("Not true within " + timeout.toSeconds() + " s: " + query);
  }
}
