package io.weft.benchmarks.apply;

import io.weft.benchmarks.pipeline.Contents;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * One contestant's run on one target. The clock runs from the moment at which the target shows the
 * first mark until it shows the last one in every table.
 */
final class Sprint {

  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final long BEGIN_PAUSE_MS = 5;
  private static final long END_PAUSE_MS = 50;
  private static final long LOOK_NANOS = 2_000_000_000L;
  private static final int LOOKS = 20;
  private static final long LOOK_PAUSE_MS = 500;

  private final Contestant.Race race;
  private final Contestant.Replication replication;

  Sprint(Contestant.Race race, Contestant.Replication replication) {
    this.race = race;
    this.replication = replication;
  }

  /**
   * How it went.
   *
   * @param changesPerSecond changes as the source made them
   * @param identical whether the target then held what the source holds
   */
  record Outcome(double changesPerSecond, boolean identical) {}

  Outcome run() throws Exception {
    replication.start();
    Workload workload = race.history().workload();
    long begin = await(workload.hasBegun(), BEGIN_PAUSE_MS);
    long end = await(workload.isDone(), END_PAUSE_MS);
    return new Outcome(race.history().changes() / ((end - begin) / 1e9), isIdentical());
  }

  private long await(String question, long pauseMs) throws Exception {
    long timeout = System.nanoTime() + TIMEOUT.toNanos();
    long look = System.nanoTime() + LOOK_NANOS;
    try (Connection connection = race.target().uri().connect();
        Statement statement = connection.createStatement()) {
      while (!isTrue(statement, question)) {
        if (System.nanoTime() > look) {
          look = System.nanoTime() + LOOK_NANOS;
          requireRunning(timeout);
        }
        Thread.sleep(pauseMs);
      }
      return System.nanoTime();
    }
  }

  private static boolean isTrue(Statement statement, String question) throws SQLException {
    try (ResultSet rows = statement.executeQuery(question)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private void requireRunning(long timeout) throws Exception {
    Optional<String> failure = replication.failure();
    if (failure.isPresent()) {
      throw new IOException(race.name() + ": " + failure.get());
    }
    if (System.nanoTime() > timeout) {
      throw new TimeoutException(race.name() + " took more than " + TIMEOUT);
    }
  }

  /** What was written behind the last mark may take a moment. */
  private boolean isIdentical() throws SQLException, InterruptedException {
    List<String> tables = race.history().workload().tables();
    List<String> expected = Contents.of(race.history().source(), tables);
    for (int look = 0; look < LOOKS; look++) {
      if (expected.equals(Contents.of(race.target(), tables))) {
        return true;
      }
      Thread.sleep(LOOK_PAUSE_MS);
    }
    return false;
  }
}
