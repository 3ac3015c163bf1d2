package io.weft.benchmarks.env;

import io.weft.postgres.Identifiers;
import io.weft.postgres.PostgresUri;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL server of the benchmark's own, on loopback, that writes as durably as any. */
public final class Server implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  /** All that is not PostgreSQL's default, and the embedded server's departures from it undone. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "wal_level", "logical",
          "listen_addresses", LOOPBACK,
          "unix_socket_directories", "",
          "fsync", "on",
          "synchronous_commit", "on",
          "max_connections", "50",
          "shared_buffers", "256MB",
          "max_wal_size", "4GB",
          "timezone", "UTC");

  private final EmbeddedPostgres server;

  private Server(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server on a free port.
   *
   * @param folder an empty folder, for its data and its log
   */
  public static Server start(Path folder) throws IOException {
    Redirect log = Redirect.appendTo(folder.resolveSibling(folder.getFileName() + ".log").toFile());
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPGStartupWait(Duration.ofMinutes(1))
            .setOutputRedirector(log)
            .setErrorRedirector(log);
    SETTINGS.forEach(builder::setServerConfig);
    return new Server(builder.start());
  }

  /** The settings of every server, for the record of results. */
  public static Map<String, String> settings() {
    return SETTINGS;
  }

  /** Makes a database. */
  public Database create(String name) throws SQLException {
    database("postgres").execute("create database " + Identifiers.quote(name));
    return database(name);
  }

  /** Drops one that nobody uses any more. */
  public void drop(String name) throws SQLException {
    database("postgres").execute("drop database " + Identifiers.quote(name) + " with (force)");
  }

  private Database database(String name) {
    return new Database(
        new PostgresUri(
            List.of(new PostgresUri.Host(LOOPBACK, server.getPort())),
            name,
            "postgres",
            Optional.empty(),
            Map.of()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
