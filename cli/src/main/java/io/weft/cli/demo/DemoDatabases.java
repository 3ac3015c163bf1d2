package io.weft.cli.demo;

import io.weft.cli.demo.fleet.FleetDatabase;
import io.weft.cli.demo.server.DemoFolder;
import io.weft.cli.demo.server.DemoServer;
import io.weft.cli.demo.server.TimescaleDatabase;
import io.weft.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Source and target, with the fleet's empty tables in both.
 *
 * <p>They start side by side. Closing waits for what is still starting, so that nothing is left
 * running; it may be called when {@link #start} has failed or was interrupted.
 */
final class DemoDatabases implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoDatabases.class);
  private static final long START_LIMIT_SECONDS = 90;
  private static final String HYPERTABLE = "readings";
  private static final String TIME_COLUMN = "taken_at";

  private final DemoFolder folder;
  private final Optional<PostgresUri> timescaleServer;
  private final DemoOptions.Afterwards afterwards;
  private final ExecutorService starters = Executors.newFixedThreadPool(2);

  private volatile DemoServer sourceServer;
  private volatile DemoServer targetServer;
  private volatile TimescaleDatabase timescale;

  DemoDatabases(DemoFolder folder, DemoOptions options) {
    this.folder = folder;
    timescaleServer = options.timescale();
    afterwards = options.afterwards();
  }

  /** Starts both sides and makes the tables. */
  void start() throws IOException, SQLException, InterruptedException {
    Future<?> source = starters.submit(step(this::startSource));
    Future<?> target = starters.submit(step(this::startTarget));
    try {
      source.get();
      target.get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException, SQLException;
  }

  private static Callable<Void> step(Step step) {
    return () -> {
      step.run();
      return null;
    };
  }

  private void startSource() throws IOException, SQLException {
    sourceServer = DemoServer.start(folder.sourceData(), folder.serverLog());
    try (Connection connection = source().connect()) {
      FleetDatabase.createTables(connection);
    }
  }

  private void startTarget() throws IOException, SQLException {
    if (timescaleServer.isPresent()) {
      timescale = TimescaleDatabase.create(timescaleServer.get());
    } else {
      targetServer = DemoServer.start(folder.targetData(), folder.serverLog());
    }
    try (Connection connection = target().connect()) {
      FleetDatabase.createTables(connection);
      if (timescale != null) {
        timescale.makeHypertable(connection, HYPERTABLE, TIME_COLUMN);
      }
    }
  }

  private static RuntimeException rethrown(Throwable cause) throws IOException, SQLException {
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof SQLException e) {
      throw e;
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  PostgresUri source() {
    return sourceServer.uri();
  }

  PostgresUri target() {
    return timescale == null ? targetServer.uri() : timescale.uri();
  }

  /** What the target is, for people. */
  String targetName() {
    return timescaleServer.isPresent() ? "TimescaleDB" : "PostgreSQL";
  }

  @Override
  public void close() {
    starters.shutdown();
    awaitStarters();
    try (Closers closers = new Closers()) {
      closers.addIfPresent(sourceServer);
      closers.addIfPresent(targetServer);
      closers.addIfPresent(timescale == null ? null : this::closeTimescale);
    }
  }

  private void awaitStarters() {
    try {
      if (!starters.awaitTermination(START_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A database server does not finish its start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeTimescale() throws SQLException {
    if (afterwards == DemoOptions.Afterwards.KEEP) {
      timescale.keep();
    } else {
      timescale.close();
    }
  }
}
