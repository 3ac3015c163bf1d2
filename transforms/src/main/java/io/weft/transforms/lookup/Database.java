package io.weft.transforms.lookup;

import io.weft.postgres.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that answers questions, over one connection that is made when it is needed, and made
 * anew when it was lost.
 *
 * <p>Not thread-safe.
 */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** Class 22 tells of data; such a message may hold a row's value. */
  private static final String DATA_EXCEPTION = "22";

  private final Settings settings;
  private Connection connection;

  /**
   * How the database is reached.
   *
   * @param name for messages: the source, or another place
   * @param url pgjdbc's, without secrets
   * @param properties pgjdbc's, the password among them
   * @param queryTimeout of one question
   * @param retryTimeout how long transient failures are tried again
   */
  public record Settings(
      String name,
      String url,
      Properties properties,
      Duration queryTimeout,
      Duration retryBackoff,
      Duration retryTimeout) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** What is asked, over a connection that commits by itself. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  public Database(Settings settings) {
    this.settings = settings;
  }

  String name() {
    return settings.name();
  }

  /**
   * Asks until there is an answer.
   *
   * @throws RetriableException if the database was away for the whole of the time
   * @throws ConnectException if it refuses
   */
  <T> T ask(Question<T> question) {
    long start = System.nanoTime();
    boolean isReused = connection != null;
    while (true) {
      try {
        return question.ask(connection());
      } catch (SQLException e) {
        close();
        if (Fault.of(e) != Fault.TRANSIENT) {
          throw refused(e);
        }
        if (System.nanoTime() - start > settings.retryTimeout().toNanos()) {
          throw new RetriableException(
              "%s did not answer for %d ms while parents' rows were looked up. Once it is there, restart the task; retry.timeout.ms sets how long to wait"
                  .formatted(upperCase(name()), settings.retryTimeout().toMillis()),
              e);
        }
        LOG.warn("{} did not answer (SQLSTATE {}), it is asked again", name(), e.getSQLState());
        if (!isReused) {
          pause();
        }
        isReused = false;
      }
    }
  }

  private ConnectException refused(SQLException e) {
    boolean tellsData = e.getSQLState() != null && e.getSQLState().startsWith(DATA_EXCEPTION);
    return new ConnectException(
        "%s refused to say where rows belong (SQLSTATE %s%s). It has to let the role of the connection read the tables on the way to the distribution column"
            .formatted(
                upperCase(name()),
                e.getSQLState(),
                tellsData ? "; its message is left out, as it may hold values" : ""),
        tellsData ? null : e);
  }

  private static String upperCase(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private void pause() {
    try {
      Thread.sleep(settings.retryBackoff().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriableException("Stopped while waiting for " + name(), e);
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      // Not by DriverManager, which knows the drivers of some class loaders only.
      Connection opened = new Driver().connect(settings.url(), properties());
      try (Statement statement = opened.createStatement()) {
        statement.execute(
            "set search_path = pg_catalog; set default_transaction_read_only = on; set statement_timeout = "
                + settings.queryTimeout().toMillis());
      } catch (SQLException e) {
        opened.close();
        throw e;
      }
      connection = opened;
    }
    return connection;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "weft distribution lookup");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    // A server that is gone without a word; its own timeout comes first where it is there.
    properties.setProperty(
        "socketTimeout", Long.toString(settings.queryTimeout().toSeconds() + 10));
    // Values come as PostgreSQL prints them, and messages without rows.
    properties.setProperty("binaryTransfer", "false");
    properties.setProperty("logServerErrorDetail", "false");
    properties.putAll(settings.properties());
    return properties;
  }

  @Override
  public void close() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.close();
      } catch (SQLException e) {
        LOG.debug("A connection did not close cleanly", e);
      }
    }
  }
}
