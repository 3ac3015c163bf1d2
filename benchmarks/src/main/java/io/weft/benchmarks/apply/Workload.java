package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Script;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an application writes: tables, their first rows, and transactions that change them. Its SQL
 * is under {@code benchmarks/workloads}.
 *
 * <p>Before and behind its transactions each changes a row of every table, a mark. A target in
 * which the first mark is seen has begun, one that has the second in every table is done, in
 * whatever order it applies tables.
 */
public enum Workload {
  /** Small transactions over three tables: inserts, updates of two, a queue. */
  IOT(9, marks("devices", "id = -%1$d", "readings", "device_id = -%1$d", "alerts", "id = -%1$d")),
  /** Rows of 40 columns. */
  WIDE(8, marks("orders", "(tenant_id, id) = (-%1$d, -%1$d)")),
  /** Nothing but updates, of one table. */
  UPDATES(9, marks("meters", "id = -%1$d and counter = 1")),
  /** Two hundred tables. */
  MANY(9, manyMarks());

  /** The mark before the load, and the one behind it. */
  private static final int FIRST = 1;

  private static final int LAST = 2;

  /** A mark behind everything, without which a capture would not say that it has seen the last. */
  private static final int BEHIND = 3;

  private static final int WRITERS = 4;
  private static final int MANY_TABLES = 200;

  private final int changes;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final Map<String, String> marks;

  Workload(int changes, Map<String, String> marks) {
    this.changes = changes;
    this.marks = marks;
  }

  private static Map<String, String> marks(String... tablesAndConditions) {
    Map<String, String> marks = new LinkedHashMap<>();
    for (int i = 0; i < tablesAndConditions.length; i += 2) {
      marks.put(tablesAndConditions[i], tablesAndConditions[i + 1]);
    }
    return marks;
  }

  private static Map<String, String> manyMarks() {
    return marks(
        IntStream.rangeClosed(1, MANY_TABLES)
            .boxed()
            .flatMap(i -> List.of("item_" + i, "id = -%1$d").stream())
            .toArray(String[]::new));
  }

  /** Its name, and its folder's. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its decimal numbers survive as floating-point ones. */
  boolean fitsDoubles() {
    return this != WIDE;
  }

  /** The tables that change. */
  List<String> tables() {
    return List.copyOf(marks.keySet());
  }

  /** Changes of rows in so many transactions. */
  long changes(int transactions) {
    return (long) changes * transactions;
  }

  /** Makes tables and first rows on a source, and what writes there. */
  void prepareSource(Database source) throws SQLException {
    for (String part : List.of("schema", "rows", "transaction")) {
      source.execute(script(part));
    }
    if (this == IOT) {
      source.execute(script("marks"));
    }
    source.execute("vacuum analyze");
  }

  /** A file of its folder. */
  String script(String part) {
    return Script.read(label() + "/" + part + ".sql");
  }

  /** Commits this many transactions, between two marks. */
  void write(Database source, int transactions) throws SQLException, InterruptedException {
    source.execute("select mark(" + FIRST + ")");
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = writer;
        running.add(writers.submit(() -> write(source, first, transactions)));
      }
      for (Future<?> writer : running) {
        writer.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A writer failed", e.getCause());
    } finally {
      writers.shutdownNow();
    }
    source.execute("select mark(" + LAST + ")");
    source.execute("checkpoint");
  }

  /** Commits something behind the transactions. */
  void writeBehind(Database source) throws SQLException {
    source.execute("select mark(" + BEHIND + ")");
  }

  private static Void write(Database source, int first, int transactions) throws SQLException {
    try (Connection connection = source.uri().connect();
        Statement session = connection.createStatement();
        PreparedStatement transaction = connection.prepareStatement("select load(?)")) {
      // How long the load takes to write is not what is measured.
      session.execute("set synchronous_commit = off");
      for (int number = first; number < transactions; number += WRITERS) {
        transaction.setLong(1, number);
        transaction.execute();
      }
    }
    return null;
  }

  /** A question that is true once any table of a target shows the first mark. */
  String hasBegun() {
    return "select " + counts(FIRST) + " > 0";
  }

  /** A question that is true once all tables of a target show the last mark. */
  String isDone() {
    return "select " + counts(LAST) + " = " + marks.size();
  }

  private String counts(int mark) {
    return marks.entrySet().stream()
        .map(
            entry ->
                "(select count(*) from %s where %s)"
                    .formatted(entry.getKey(), entry.getValue().formatted(mark)))
        .collect(Collectors.joining(" + "));
  }
}
