package io.weft.connectors.start;

import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.jdbc.JdbcConfiguration;
import io.weft.connectors.config.CaptureConfig;
import io.weft.postgres.SettledTables;
import io.weft.postgres.SettledTables.Identity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, at the pace of the heartbeat, whether the captured tables are still those with which
 * capture began. The log does not tell: that a table was dropped, or left the publication, is not
 * in the stream, which just has no more of it.
 *
 * <p>Thread rules: {@link #look} is called by one thread; {@link #lookAnew} by any.
 */
public final class TableWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);
  private static final String CONNECTION_NAME = "weft-capture-tables";

  /** A source that has gone silent is noticed elsewhere; here it must not be waited for. */
  private static final String ANSWER_TIMEOUT_SECONDS = "10";

  private final SettledTables settled;
  private final CaptureConfig config;
  private final Clock clock;
  private Optional<PostgresConnection> connection = Optional.empty();
  private long nextLookMs;

  public TableWatch(SettledTables settled, CaptureConfig config, Clock clock) {
    this.settled = settled;
    this.config = config;
    this.clock = clock;
    this.nextLookMs = clock.millis();
  }

  /**
   * Looks if it is time to. A source that is away is not looked at.
   *
   * @throws ConnectException if a table is not the one that it was; names all of them
   */
  public void look() {
    if (clock.millis() < nextLookMs) {
      return;
    }
    try {
      require(settled, config, connected());
    } catch (SQLException e) {
      LOG.info("The source was not asked for its tables: {}", e.getMessage());
      close();
    }
    nextLookMs = clock.millis() + config.heartbeatInterval().toMillis();
  }

  /**
   * Looks now, on a connection of its own.
   *
   * @throws SQLException if the source cannot be asked
   * @throws ConnectException as {@link #look}
   */
  public void lookAnew() throws SQLException {
    try (PostgresConnection own = open()) {
      require(settled, config, own.connection());
    }
  }

  /**
   * What the publication has of a table now; its partitions are published, but not named.
   *
   * @param table its id in the catalog
   * @throws SQLException if the source cannot be asked
   */
  public Optional<Identity> published(long table) throws SQLException {
    try (PostgresConnection own = open()) {
      return SettledTables.read(own.connection(), config.publicationName(), List.of()).of(table);
    }
  }

  static void require(SettledTables settled, CaptureConfig config, Connection source)
      throws SQLException {
    List<String> faults = settled.faults(source, config.publicationName());
    if (!faults.isEmpty()) {
      throw new ConnectException(String.join(". ", faults) + ".");
    }
  }

  private Connection connected() throws SQLException {
    if (connection.isEmpty()) {
      connection = Optional.of(open());
      connection.get().connection().setAutoCommit(true);
    }
    return connection.get().connection();
  }

  private PostgresConnection open() {
    return new PostgresConnection(
        JdbcConfiguration.adapt(
            config
                .debezium()
                .getJdbcConfig()
                .edit()
                .with("socketTimeout", ANSWER_TIMEOUT_SECONDS)
                .build()),
        CONNECTION_NAME);
  }

  @Override
  public void close() {
    connection.ifPresent(PostgresConnection::close);
    connection = Optional.empty();
  }
}
