package io.weft.sink;

import io.weft.postgres.Fault;
import io.weft.sink.apply.TargetSettings;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Connect call again after a transient failure, in growing intervals and for a bounded time;
 * meanwhile it reads nothing. Not thread-safe.
 */
final class Redelivery {

  private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);
  private static final int MAX_BACKOFF_FACTOR = 30;

  private final TargetSettings settings;
  private final SinkTaskContext context;
  private long backoffMs;
  private long deadline;

  Redelivery(TargetSettings settings, SinkTaskContext context) {
    this.settings = settings;
    this.context = context;
  }

  /** The target has answered. */
  void succeeded() {
    backoffMs = 0;
  }

  /** What to throw after a failure. */
  ConnectException after(SQLException failure) {
    String what =
        "The target could not take rows of the copy for %s: %s (SQLSTATE %s)"
            .formatted(settings, failure.getMessage(), failure.getSQLState());
    if (Fault.of(failure) != Fault.TRANSIENT) {
      String remedy =
          "42501".equals(failure.getSQLState())
              ? ". Let the database's owner grant the connector's role what it lacks; for the schema weft, GRANT CREATE ON DATABASE"
              : "";
      return new ConnectException(what + remedy, failure);
    }
    long firstBackoffMs = settings.retry().backoff().toMillis();
    if (backoffMs == 0) {
      backoffMs = firstBackoffMs;
      deadline = System.nanoTime() + settings.retry().timeout().toNanos();
    } else if (System.nanoTime() > deadline) {
      return new ConnectException(
          "Gave up after " + settings.retry().timeout() + ": " + what, failure);
    } else {
      backoffMs = Math.min(backoffMs * 2, firstBackoffMs * MAX_BACKOFF_FACTOR);
    }
    LOG.warn("Retrying in {} ms: {}", backoffMs, what);
    context.timeout(backoffMs + ThreadLocalRandom.current().nextLong(backoffMs / 4 + 1));
    return new RetriableException(what, failure);
  }
}
