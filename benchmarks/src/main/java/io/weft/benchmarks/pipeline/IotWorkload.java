package io.weft.benchmarks.pipeline;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Script;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The workload "iot": small transactions over three tables, from several writers at once. */
public final class IotWorkload {

  /** Changes of rows in one transaction. */
  public static final int CHANGES = 9;

  /** The table that holds a row once everything is written. */
  public static final String LAST_TABLE = "finished";

  /** All its tables. */
  public static final List<String> TABLES = List.of("devices", "readings", "alerts", LAST_TABLE);

  private static final String FINISHED = "backlog";
  private static final int WRITERS = 4;
  private static final int DEVICES = 20_000;
  private static final int ALERTS = 40_000;
  private static final int LAST_DEVICE = DEVICES - 5;

  private final Database source;

  private IotWorkload(Database source) {
    this.source = source;
  }

  /** Makes tables and first rows on a source. */
  public static IotWorkload on(Database source) throws SQLException {
    source.execute(Script.read("iot/schema.sql"));
    source.execute(Script.read("iot/rows.sql"));
    source.execute(Script.read("iot/transaction.sql"));
    source.execute("vacuum analyze");
    return new IotWorkload(source);
  }

  /** Makes the tables on a target. */
  public static void prepare(Database target) throws SQLException {
    target.execute(Script.read("iot/schema.sql"));
  }

  /** Commits this many transactions, and a last one by which their end can be seen. */
  public void write(int transactions) throws InterruptedException, SQLException {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = writer;
        running.add(writers.submit(() -> write(first, transactions)));
      }
      for (Future<?> writer : running) {
        writer.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A writer failed", e.getCause());
    } finally {
      writers.shutdownNow();
    }
    source.execute("insert into finished values ('" + FINISHED + "')");
  }

  private Void write(int first, int transactions) throws SQLException {
    SplittableRandom random = new SplittableRandom(first);
    try (Connection connection = source.uri().connect();
        Statement session = connection.createStatement();
        PreparedStatement transaction =
            connection.prepareStatement("select iot_transaction(?, ?, ?)")) {
      // How long the backlog takes to write is not what is measured.
      session.execute("set synchronous_commit = off");
      for (int number = first; number < transactions; number += WRITERS) {
        transaction.setLong(1, 1 + random.nextInt(LAST_DEVICE));
        transaction.setLong(2, 1 + random.nextInt(ALERTS));
        transaction.setLong(3, number);
        transaction.execute();
      }
    }
    return null;
  }

  /** A question that is true once a target holds the whole backlog. */
  static String isFinished() {
    return "select exists (select from finished where run = '" + FINISHED + "')";
  }
}
