package io.weft.benchmarks.capture;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.pipeline.IotWorkload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * The workload "iot" as it waits in a slot. That slot is never read: each capture reads from a copy
 * of it, and so finds the same changes.
 */
public final class Backlog {

  private static final String ORIGIN = "backlog";
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Database source;
  private final int transactions;

  private Backlog(Database source, int transactions) {
    this.source = source;
    this.transactions = transactions;
  }

  /** Makes the tables, the slot, and what waits in it. */
  public static Backlog write(Database source, int transactions)
      throws SQLException, InterruptedException {
    IotWorkload workload = IotWorkload.on(source);
    source.execute(
        "create publication %s for table %s with (publish_via_partition_root = true)"
            .formatted(Settings.PUBLICATION, String.join(", ", IotWorkload.TABLES)));
    source.execute("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(ORIGIN));
    workload.write(transactions);
    source.execute("checkpoint");
    return new Backlog(source, transactions);
  }

  /** What a capture of it must hold: the workload, and the last row in a transaction of its own. */
  Census.Expected expected() {
    return new Census.Expected((long) transactions * IotWorkload.CHANGES + 1, transactions + 1L);
  }

  /** The same, for the record of results. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("transactions", expected().transactions());
    numbers.put("changes", expected().changes());
    numbers.put("records", expected().records());
    return numbers;
  }

  Database source() {
    return source;
  }

  /** Makes a slot in which all of it waits. */
  void copySlot(String name) throws SQLException {
    source.execute("select pg_copy_logical_replication_slot('%s', '%s')".formatted(ORIGIN, name));
  }

  /** Drops such a slot, once its reader is gone. */
  void dropSlot(String name) throws SQLException, InterruptedException, TimeoutException {
    source.await(
        "select not exists (select from pg_replication_slots where slot_name = '%s' and active)"
            .formatted(name),
        PAUSE,
        TIMEOUT);
    source.execute("select pg_drop_replication_slot('%s')".formatted(name));
  }
}
