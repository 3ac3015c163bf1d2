package io.weft.cli.demo.fleet;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** One connection that writes until it is told to stop; counts what the source acknowledged. */
final class FleetWriter implements Runnable {

  private final FleetTransaction transaction;
  private final Pace pace;
  private final WriteLog log = new WriteLog();
  private volatile boolean stopping;
  private volatile long transactions;
  private volatile long lastAcknowledgedNanos;
  private volatile Exception failure;
  private long lastMicros;

  FleetWriter(FleetTransaction transaction, Pace pace) {
    this.transaction = transaction;
    this.pace = pace;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void run() {
    try (transaction) {
      while (!stopping) {
        pace.await();
        long micros = nextMicros();
        transaction.run(time(micros));
        log.acknowledged(micros);
        transactions++;
        lastAcknowledgedNanos = System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException e) {
      failure = e;
    }
  }

  /** Wall-clock time, yet each time later than before, since it also tells transactions apart. */
  private long nextMicros() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    lastMicros = Math.max(now, lastMicros + 1);
    return lastMicros;
  }

  private static OffsetDateTime time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  void stop() {
    stopping = true;
  }

  WriteLog log() {
    return log;
  }

  long transactions() {
    return transactions;
  }

  long lastAcknowledgedNanos() {
    return lastAcknowledgedNanos;
  }

  /** Why it ended before its time, or null. */
  Exception failure() {
    return failure;
  }
}
