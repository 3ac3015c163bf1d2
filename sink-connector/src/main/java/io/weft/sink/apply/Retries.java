package io.weft.sink.apply;

import io.weft.postgres.Fault;
import io.weft.sink.metrics.SinkMetrics;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what failed for a transient reason, in growing intervals and for a bounded time. For
 * the applier's thread.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final int MAX_BACKOFF_FACTOR = 30;

  private final TargetSettings settings;
  private final SinkMetrics metrics;
  private final Runnable onFailure;
  private final BooleanSupplier closed;

  /**
   * Takes what it needs of the applier.
   *
   * @param onFailure after each failure, before anything is tried again
   * @param closed whether there is no point in trying again
   */
  Retries(
      TargetSettings settings, SinkMetrics metrics, Runnable onFailure, BooleanSupplier closed) {
    this.settings = settings;
    this.metrics = metrics;
    this.onFailure = onFailure;
    this.closed = closed;
  }

  /** What is tried. */
  interface Attempt {
    void run() throws SQLException, InterruptedException;
  }

  /**
   * Tries until it works, or the applier is closed.
   *
   * @param what in words, for messages: the target could not …
   * @throws ConnectException if it does not pass by itself, or not in time
   */
  void run(String what, Attempt attempt) throws InterruptedException {
    long firstBackoffMs = settings.retry().backoff().toMillis();
    long backoffMs = firstBackoffMs;
    long deadline = System.nanoTime() + settings.retry().timeout().toNanos();
    while (!closed.getAsBoolean()) {
      try {
        attempt.run();
        return;
      } catch (SQLException e) {
        onFailure.run();
        if (closed.getAsBoolean()) {
          return;
        }
        if (Fault.of(e) != Fault.TRANSIENT) {
          throw new ConnectException(targetFailed(what, e), e);
        }
        if (System.nanoTime() > deadline) {
          throw new ConnectException(
              "Gave up after " + settings.retry().timeout() + ": " + targetFailed(what, e), e);
        }
        metrics.retried();
        LOG.warn("Retrying in {} ms: {}", backoffMs, targetFailed(what, e));
        Thread.sleep(backoffMs + ThreadLocalRandom.current().nextLong(backoffMs / 4 + 1));
        backoffMs = Math.min(backoffMs * 2, firstBackoffMs * MAX_BACKOFF_FACTOR);
      }
    }
  }

  private String targetFailed(String what, SQLException e) {
    String remedy =
        "42501".equals(e.getSQLState())
            ? ". The sink keeps its progress in the target's schema weft: let the database's owner run GRANT CREATE ON"
                + " DATABASE, or CREATE SCHEMA weft AUTHORIZATION, for the connector's role"
            : "";
    return "The target could not %s for %s: %s (SQLSTATE %s)%s"
        .formatted(what, settings, e.getMessage(), e.getSQLState(), remedy);
  }
}
