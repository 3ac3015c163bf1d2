package io.weft.cli.demo.server;

import io.weft.postgres.PostgresUri;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL server of the demo's own, on loopback, with one empty database in it. */
public final class DemoServer implements AutoCloseable {

  private static final String DATABASE = "fleet";
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

  private final EmbeddedPostgres server;

  private DemoServer(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server on a free port.
   *
   * @param data its data folder, which must not exist
   * @param log where it writes what it has to say
   */
  public static DemoServer start(Path data, Path log) throws IOException, SQLException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_TIMEOUT)
            .setOutputRedirector(Redirect.appendTo(log.toFile()))
            .setErrorRedirector(Redirect.appendTo(log.toFile()));
    settings().forEach(builder::setServerConfig);
    DemoServer server = new DemoServer(builder.start());
    try (Connection connection = server.uri("postgres").connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + DATABASE);
    } catch (SQLException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /**
   * The embedded server comes tuned for tests, without waiting for the disk; here a commit is as
   * durable as a user's own would be. Besides, only what is on disk can be streamed.
   */
  private static Map<String, String> settings() {
    return Map.of(
        "wal_level", "logical",
        "listen_addresses", LOOPBACK,
        "unix_socket_directories", "",
        "fsync", "on",
        "synchronous_commit", "on",
        "max_connections", "50",
        "shared_buffers", "128MB",
        "max_wal_size", "2GB",
        "timezone", "UTC");
  }

  /** The database. */
  public PostgresUri uri() {
    return uri(DATABASE);
  }

  private PostgresUri uri(String database) {
    return new PostgresUri(
        List.of(new PostgresUri.Host(LOOPBACK, server.getPort())),
        database,
        "postgres",
        Optional.empty(),
        Map.of());
  }

  /** Stops the server; its data stay. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
