package io.weft.cli.demo;

import io.weft.cli.compare.ComparisonReport;
import io.weft.cli.compare.DatabaseComparison;
import io.weft.cli.demo.fleet.Fleet;
import io.weft.cli.demo.fleet.FleetDatabase;
import io.weft.cli.demo.report.DemoReport;
import io.weft.cli.demo.server.DemoFolder;
import io.weft.cli.demo.view.Stage;
import io.weft.cli.demo.watch.Sighting;
import io.weft.cli.demo.watch.TargetReader;
import io.weft.cli.run.Phase;
import io.weft.cli.run.Pipeline;
import io.weft.cli.run.PipelineSettings;
import io.weft.cli.run.PipelineStatus;
import io.weft.cli.run.UserException;
import io.weft.postgres.Lsn;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Moves a database while it is being written, and measures.
 *
 * <p>The order of steps is the point: the writers begin before the snapshot and stop at the
 * cutover. One thread runs it; interrupting that thread ends it, and {@link #close} clears up
 * whatever was begun.
 */
final class Demo implements AutoCloseable {

  private static final String NAME = "weft_demo";
  private static final long LOOK_INTERVAL_MS = 100;

  /** While draining, a look for each so many of the time that it has taken: right to 2 %. */
  private static final int DRAIN_LOOKS = 50;

  private final DemoOptions options;
  private final DemoFolder folder;
  private final ProgressBoard board;
  private final DemoDatabases databases;
  private final Closers closers = new Closers();
  private final PeakRate peak = new PeakRate();

  Demo(DemoOptions options, DemoFolder folder) {
    this.options = options;
    this.folder = folder;
    databases = closers.add(new DemoDatabases(folder, options));
    board = new ProgressBoard(databases.targetName());
  }

  /** How far it is. */
  ProgressBoard board() {
    return board;
  }

  /** Runs from the first server's start to the verdict. */
  DemoReport run() throws IOException, SQLException, InterruptedException {
    databases.start();
    board.enter(Stage.FILLING);
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long energyWh = fill(start);

    board.enter(Stage.PIPELINE);
    Fleet fleet =
        closers.add(Fleet.start(databases.source(), options.size(), start, options.workload()));
    board.writersRun(fleet);
    Pipeline pipeline = closers.add(new PipelineStarter(settings())).await();
    board.pipelineRuns(pipeline);

    board.enter(Stage.COPYING);
    long copyNanos = System.nanoTime();
    awaitCopy(pipeline, fleet);
    long copiedNanos = System.nanoTime();

    TargetReader reader =
        closers.add(
            new TargetReader(databases.target(), fleet, options.size().writers(), energyWh));
    board.stream(options.streaming(), reader);
    stream(pipeline, fleet, reader);

    long lastWriteNanos = fleet.stop();
    board.enter(Stage.DRAINING);
    Sighting sighting = drain(pipeline, reader);
    long drainedNanos = System.nanoTime();

    board.enter(Stage.COMPARING);
    ComparisonReport comparison = compare();
    long comparedNanos = System.nanoTime();
    long elapsedMs = board.elapsedMs();
    PipelineStatus end = pipeline.lastStatus();
    return new DemoReport(
        databases.targetName(),
        comparison,
        new DemoReport.Copy(end.rowsCopied(), millis(copiedNanos - copyNanos)),
        new DemoReport.Stream(
            fleet.changes(),
            fleet.transactions(),
            end.changes(),
            millis(drainedNanos - copiedNanos),
            peak.best()),
        sighting,
        new DemoReport.Cutover(
            millis(drainedNanos - lastWriteNanos), millis(comparedNanos - drainedNanos)),
        elapsedMs);
  }

  private long fill(Instant start) throws SQLException {
    try (Connection connection = databases.source().connect()) {
      FleetDatabase.fill(connection, options.size(), start);
      return FleetDatabase.energyWh(connection);
    }
  }

  private PipelineSettings settings() {
    return PipelineSettings.of(databases.source(), databases.target(), folder.pipelineData())
        .withName(NAME)
        .withTuning(PipelineSettings.Tuning.DEFAULT.withSnapshot(options.snapshot()));
  }

  private void awaitCopy(Pipeline pipeline, Fleet fleet) throws InterruptedException {
    Patience patience = new Patience("the copy");
    PipelineStatus status = pipeline.status();
    while (status.appliedLsn().equals(Lsn.NONE)) {
      patience.observe(status.rowsCopied());
      requireRunning(status, fleet);
      TimeUnit.MILLISECONDS.sleep(LOOK_INTERVAL_MS);
      status = pipeline.status();
    }
  }

  private void stream(Pipeline pipeline, Fleet fleet, TargetReader reader)
      throws SQLException, InterruptedException {
    CutoverMoment cutover = new CutoverMoment(options.streaming());
    long startNanos = System.nanoTime();
    while (!cutover.hasCome(millis(System.nanoTime() - startNanos), reader.look().lagMs())) {
      PipelineStatus status = pipeline.status();
      requireRunning(status, fleet);
      peak.observe(System.nanoTime(), status.changes());
      TimeUnit.MILLISECONDS.sleep(LOOK_INTERVAL_MS);
    }
  }

  /** Until the target's own progress and a reader's view of its rows both say: all is there. */
  private Sighting drain(Pipeline pipeline, TargetReader reader)
      throws SQLException, InterruptedException {
    Patience patience = new Patience("the target to take the last changes");
    Lsn fence = pipeline.fence();
    long startNanos = System.nanoTime();
    Sighting sighting = reader.lookForTheEnd();
    while (!sighting.showsAll()) {
      PipelineStatus status = pipeline.status();
      patience.observe(status.changes());
      requireNotFailed(status);
      peak.observe(System.nanoTime(), status.changes());
      long elapsedMs = millis(System.nanoTime() - startNanos);
      TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_INTERVAL_MS, 1 + elapsedMs / DRAIN_LOOKS));
      sighting = reader.lookForTheEnd();
    }
    while (!pipeline.awaitApplied(fence, Duration.ofSeconds(1))) {
      patience.observe(pipeline.status().appliedLsn().value());
    }
    return sighting;
  }

  private ComparisonReport compare() throws SQLException {
    try (Connection source = databases.source().connect();
        Connection target = databases.target().connect()) {
      return DatabaseComparison.compare(
          source, target, DatabaseComparison.allTables(source, target), board);
    }
  }

  private static void requireRunning(PipelineStatus status, Fleet fleet) {
    fleet.requireAlive();
    requireNotFailed(status);
  }

  private static void requireNotFailed(PipelineStatus status) {
    if (status.phase() == Phase.FAILED) {
      throw new UserException(status.problem().orElse("The pipeline stopped."));
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Ends all that was begun, the last first. */
  @Override
  public void close() {
    closers.close();
  }
}
