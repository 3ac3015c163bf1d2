package io.weft.benchmarks.pipeline;

import io.weft.benchmarks.env.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Measures how long a replication takes for a backlog, in the same way for each: from the moment at
 * which somebody reads from the slot until the backlog's last row is visible in the target.
 *
 * @param slot where the backlog waits, on the source
 */
record CatchUp(Database source, String slot, Database target) {

  private static final Duration SLOT_PAUSE = Duration.ofMillis(5);
  private static final Duration TARGET_PAUSE = Duration.ofMillis(10);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  /** Runs what starts the replication, and returns the seconds that the backlog took from then. */
  double seconds(Callable<?> start) throws SQLException, InterruptedException, TimeoutException {
    ExecutorService watch = Executors.newSingleThreadExecutor();
    try {
      Future<Long> begun =
          watch.submit(() -> source.await(isRead(slot), SLOT_PAUSE, START_TIMEOUT));
      start.call();
      long begin = begun.get();
      long end = target.await(IotWorkload.isFinished(), TARGET_PAUSE, TIMEOUT);
      return (end - begin) / 1e9;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nobody reads from slot " + slot, e.getCause());
    } catch (SQLException | InterruptedException | TimeoutException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      watch.shutdownNow();
    }
  }

  /** A question that is true while somebody reads from a slot. */
  static String isRead(String slot) {
    return "select exists (select from pg_replication_slots where slot_name = '%s' and active)"
        .formatted(slot);
  }

  /** Waits until nobody reads from a slot. */
  static void awaitUnread(Database source, String slot)
      throws SQLException, InterruptedException, TimeoutException {
    source.await(
        "select not exists (select from pg_replication_slots where slot_name = '%s' and active)"
            .formatted(slot),
        TARGET_PAUSE,
        START_TIMEOUT);
  }
}
