package io.weft.it.env;

import io.weft.embedded.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** A PostgreSQL server of one test's own, that can be stopped, killed and started again. */
public final class RestartableServer implements AutoCloseable {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "wal_level", "logical",
          "max_connections", "100",
          "max_replication_slots", "10",
          "max_wal_senders", "10",
          "max_prepared_transactions", "10",
          "timezone", "UTC",
          // after a crash, committed transactions must be there: the test is about that
          "fsync", "on");

  private final Path folder;
  private final int port = Ports.free();
  private EmbeddedPostgres running;

  private RestartableServer(Path folder) {
    this.folder = folder;
  }

  public static RestartableServer start(String name) {
    RestartableServer server = new RestartableServer(TestFiles.scratch(name).resolve("data"));
    server.start();
    return server;
  }

  /** Starts it again, on its data and its port. */
  public void start() {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(Duration.ofMinutes(1));
    SETTINGS.forEach(builder::setServerConfig);
    try {
      running = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /** Stops it in order. */
  public void stop() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9} of the postmaster; its children end by themselves. */
  public void kill() {
    ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
    postmaster.destroyForcibly();
    Awaitility.await().until(() -> !postmaster.isAlive());
    stop();
  }

  private long pid() {
    try {
      return Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Server server() {
    return Server.local(port);
  }

  @Override
  public void close() {
    stop();
  }
}
