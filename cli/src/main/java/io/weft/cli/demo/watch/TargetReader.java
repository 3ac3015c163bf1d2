package io.weft.cli.demo.watch;

import io.weft.cli.demo.fleet.Fleet;
import io.weft.cli.demo.fleet.FleetDatabase;
import io.weft.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the target while it is being written, as any application would, and measures from there.
 *
 * <p>Lag: each transaction leaves its time in its site, and each site is written by one writer
 * only. So the latest time among a writer's sites on the target says up to which of its
 * transactions the target shows; the oldest one beyond that was acknowledged on the source and is
 * not visible yet. Its age is the lag. Nothing in this relies on what the pipeline says of itself,
 * and a transaction's age begins before it is sent, so the figure errs on the high side, by the
 * time of a commit and that between two looks.
 *
 * <p>Atomicity: transactions move energy between two tables; a reader who finds another sum than
 * the source began with has seen half a transaction.
 *
 * <p>Thread rules: one thread looks, any may ask.
 */
public final class TargetReader implements AutoCloseable {

  private final Connection connection;
  private final PreparedStatement statement;
  private final Fleet fleet;
  private final long energyWh;
  private final long copiedNanos;
  private volatile Sighting sighting = Sighting.NONE;

  /**
   * Begins to read; the copy of all tables is complete.
   *
   * @param writers how many writers share the sites
   * @param energyWh what the source's fleet holds
   */
  public TargetReader(PostgresUri target, Fleet fleet, int writers, long energyWh)
      throws SQLException {
    this.fleet = fleet;
    this.energyWh = energyWh;
    connection = target.connect();
    statement =
        connection.prepareStatement(
            """
            select %s, array(
              select (extract(epoch from max(written_at)) * 1000000)::bigint
              from sites group by (id - 1) %% %d order by (id - 1) %% %2$d)
            """
                .formatted(FleetDatabase.ENERGY, writers));
    copiedNanos = System.nanoTime();
  }

  /** Looks once while the writers write, and returns what is known then. */
  public Sighting look() throws SQLException {
    boolean torn = isTorn();
    long sinceCopyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - copiedNanos);
    sighting = sighting.seenWhileWriting(lagMs(), torn, sinceCopyMs);
    return sighting;
  }

  /** Looks once after the last write, and returns what is known then. */
  public Sighting lookForTheEnd() throws SQLException {
    boolean torn = isTorn();
    sighting = sighting.seenWhileDraining(lagMs(), torn);
    return sighting;
  }

  private boolean isTorn() throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      fleet.visible(micros(rows));
      return rows.getLong(1) != energyWh;
    }
  }

  private static List<Long> micros(ResultSet rows) throws SQLException {
    return Arrays.asList((Long[]) rows.getArray(2).getArray());
  }

  private long lagMs() {
    long oldest = fleet.oldestPendingMicros();
    if (oldest == Long.MAX_VALUE) {
      return 0;
    }
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    return Math.max(1, TimeUnit.MICROSECONDS.toMillis(now - oldest));
  }

  /** What the last look has found. */
  public Sighting sighting() {
    return sighting;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
