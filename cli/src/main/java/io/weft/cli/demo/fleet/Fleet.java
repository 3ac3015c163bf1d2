package io.weft.cli.demo.fleet;

import io.weft.postgres.PostgresUri;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The application's writers, at work from {@link #start} to {@link #stop}.
 *
 * <p>Thread rules: start and stop from one thread; what asks may be called from any.
 */
public final class Fleet implements AutoCloseable {

  private final List<FleetWriter> writers;
  private final List<Thread> threads;

  private Fleet(List<FleetWriter> writers, List<Thread> threads) {
    this.writers = writers;
    this.threads = threads;
  }

  /**
   * How the fleet writes.
   *
   * @param changesPerSecond of all writers together; 0 for as fast as they can
   * @param seed the same seed writes the same values
   */
  public record Workload(int changesPerSecond, long seed) {

    public Workload {
      if (changesPerSecond < 0) {
        throw new IllegalArgumentException("A rate cannot be negative");
      }
    }
  }

  /**
   * Connects all writers and lets them write.
   *
   * @param start the time that the first rows were made for
   */
  public static Fleet start(PostgresUri source, FleetSize size, Instant start, Workload workload)
      throws SQLException {
    List<FleetWriter> writers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    double perWriter =
        (double) workload.changesPerSecond() / FleetTransaction.CHANGES / size.writers();
    for (int i = 0; i < size.writers(); i++) {
      FleetTransaction transaction =
          new FleetTransaction(source.connect(), size, i, start, workload.seed());
      FleetWriter writer = new FleetWriter(transaction, new Pace(perWriter));
      writers.add(writer);
      threads.add(new Thread(writer, "weft-demo-writer-" + i));
    }
    threads.forEach(Thread::start);
    return new Fleet(writers, threads);
  }

  /**
   * Lets each writer finish its transaction, and no more.
   *
   * @return when the last write was acknowledged, by {@link System#nanoTime()}
   * @throws IllegalStateException if a writer failed on the way
   */
  public long stop() throws InterruptedException {
    writers.forEach(FleetWriter::stop);
    for (Thread thread : threads) {
      thread.join();
    }
    requireAlive();
    return writers.stream().mapToLong(FleetWriter::lastAcknowledgedNanos).max().orElseThrow();
  }

  /**
   * Checks that no writer has failed.
   *
   * @throws IllegalStateException if one has
   */
  public void requireAlive() {
    for (FleetWriter writer : writers) {
      if (writer.failure() != null) {
        throw new IllegalStateException(
            "A writer failed: " + writer.failure().getMessage(), writer.failure());
      }
    }
  }

  /** Transactions that the source has acknowledged. */
  public long transactions() {
    return writers.stream().mapToLong(FleetWriter::transactions).sum();
  }

  /** Rows that those transactions have inserted, updated or deleted. */
  public long changes() {
    return transactions() * FleetTransaction.CHANGES;
  }

  /**
   * The target shows each writer's transactions up to these times.
   *
   * @param microsByWriter microseconds since 1970, by writer
   */
  public void visible(List<Long> microsByWriter) {
    for (int i = 0; i < writers.size(); i++) {
      writers.get(i).log().visible(microsByWriter.get(i));
    }
  }

  /**
   * When the oldest acknowledged transaction was written that the target does not show, in
   * microseconds since 1970; {@link Long#MAX_VALUE} if it shows them all.
   */
  public long oldestPendingMicros() {
    return writers.stream().mapToLong(w -> w.log().oldestPendingMicros()).min().orElseThrow();
  }

  /** Ends the writers, whatever they do. */
  @Override
  public void close() {
    writers.forEach(FleetWriter::stop);
    threads.forEach(Thread::interrupt);
  }
}
