package io.weft.connectors.retry;

import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.start.SlotBusyException;
import io.weft.postgres.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how long to go on trying when the source is away, or its slot is in use, and what capture
 * waits for meanwhile.
 *
 * <p>Thread rules: used by the task's thread; {@link #obstacle} and {@link #report} by any.
 */
public final class RetryPolicy {

  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);

  private final CaptureConfig config;
  private final Clock clock;
  private Optional<Instant> awaySince = Optional.empty();
  private Optional<Instant> busySince = Optional.empty();
  private Optional<Instant> awaitedSince = Optional.empty();
  private Optional<Instant> reportedAt = Optional.empty();
  private volatile String obstacle = "";

  public RetryPolicy(CaptureConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** What keeps records from flowing just now; empty if nothing does. */
  public String obstacle() {
    return obstacle;
  }

  /** Records flow. */
  public void succeeded() {
    obstacle = "";
    reportedAt = Optional.empty();
    awaySince = Optional.empty();
    busySince = Optional.empty();
    awaitedSince = Optional.empty();
  }

  /** Waits before the next try, if the last one has failed. */
  public void pause() throws InterruptedException {
    if (awaySince.isPresent() || busySince.isPresent() || awaitedSince.isPresent()) {
      Thread.sleep(config.retryBackoff().toMillis());
    }
  }

  /**
   * A try has failed.
   *
   * @throws ConnectException if there is to be no other
   */
  public void failed(Exception cause) {
    if (Fault.of(cause) == Fault.USER) {
      throw new ConnectException(
          "The source refuses capture: " + FailureReason.of(cause) + ". Mend that and start again.",
          FailureReason.cause(cause));
    }
    Instant now = clock.instant();
    Instant since = awaySince.orElse(now);
    awaySince = Optional.of(since);
    Duration away = Duration.between(since, now);
    if (away.compareTo(config.retryTimeout()) > 0) {
      throw new ConnectException(
          "The source has been away for %d s, longer than %s allows. Start the task again when it is back. Last failure: %s"
              .formatted(away.toSeconds(), "retry.timeout.ms", FailureReason.of(cause)),
          cause);
    }
    report(
        "The source is away, for %d s now; trying again every %d ms. %s"
            .formatted(
                away.toSeconds(), config.retryBackoff().toMillis(), FailureReason.of(cause)));
  }

  /** Not at every try: an absence may last for hours. */
  public synchronized void report(String message) {
    obstacle = message;
    Instant now = clock.instant();
    if (reportedAt.isEmpty() || now.isAfter(reportedAt.get().plus(REPORT_INTERVAL))) {
      reportedAt = Optional.of(now);
      LOG.warn(message);
    }
  }

  /**
   * Something that others make is not there yet.
   *
   * @param what it is, and who makes it, for the person
   * @throws ConnectException if that has lasted too long
   */
  public void awaited(String what) {
    Instant now = clock.instant();
    Instant since = awaitedSince.orElse(now);
    awaitedSince = Optional.of(since);
    Duration waited = Duration.between(since, now);
    if (waited.compareTo(config.retryTimeout()) > 0) {
      throw new ConnectException(
          "%s. Waited for %d s, longer than retry.timeout.ms allows"
              .formatted(what, waited.toSeconds()));
    }
    report("Waiting. " + what);
  }

  /**
   * The slot is in use.
   *
   * @throws ConnectException if that has lasted too long
   */
  public void slotBusy(SlotBusyException busy) {
    Instant now = clock.instant();
    Instant since = busySince.orElse(now);
    busySince = Optional.of(since);
    Duration waited = Duration.between(since, now);
    if (waited.compareTo(config.slotWait()) > 0) {
      throw new ConnectException(
          busy.getMessage() + ". Waited for " + waited.toSeconds() + " s.", busy);
    }
    report("Waiting. " + busy.getMessage());
  }
}
