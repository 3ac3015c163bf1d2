package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.TargetKind;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.env.WorkerJvm;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * A source with a workload, written once: its changes wait in Kafka for every sink, and in slots
 * for PostgreSQL's own replication.
 */
public final class History {

  static final String PUBLICATION = "benchmark";

  private static final int HEAP_MIB = 1024;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  private final Database source;
  private final Workload workload;
  private final int transactions;
  private String end;

  private History(Database source, Workload workload, int transactions) {
    this.source = source;
    this.workload = workload;
    this.transactions = transactions;
  }

  /** Makes the source's tables and first rows. */
  public static History begin(Database source, Workload workload, int transactions)
      throws SQLException {
    workload.prepareSource(source);
    source.execute(
        "create publication %s for table %s with (publish_via_partition_root = true)"
            .formatted(PUBLICATION, String.join(", ", workload.tables())));
    return new History(source, workload, transactions);
  }

  /** Makes a slot in which everything from now on waits. */
  void makeSlot(String name) throws SQLException {
    source.execute("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(name));
  }

  Database source() {
    return source;
  }

  Workload workload() {
    return workload;
  }

  /** How many rows were inserted, updated and deleted. */
  long changes() {
    return workload.changes(transactions);
  }

  /** Gives a target the tables and their first rows. */
  void copyTo(Database target, TargetKind kind) throws SQLException, IOException {
    target.execute(workload.script("schema"));
    if (kind != TargetKind.POSTGRESQL) {
      target.execute(workload.script(kind.label()));
    }
    try (Connection from = source.uri().connect();
        Connection to = target.uri().connect()) {
      for (String table : workload.tables()) {
        try (PGCopyOutputStream rows =
            new PGCopyOutputStream(
                to.unwrap(PGConnection.class), "copy " + table + " from stdin (format binary)")) {
          from.unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("copy " + table + " to stdout (format binary)", rows);
        }
      }
    }
    target.execute("analyze");
  }

  /** Writes the transactions. */
  public void write() throws SQLException, InterruptedException {
    workload.write(source, transactions);
    end = source.text("select pg_current_wal_lsn()");
    workload.writeBehind(source);
  }

  /** Brings them to Kafka. */
  void capture(Capture capture, String bootstrapServers, WorkFolder folder)
      throws IOException, SQLException, InterruptedException, TimeoutException {
    String name = "capture_" + capture.topicPrefix(workload);
    WorkerJvm.Settings settings = WorkerJvm.Settings.of(bootstrapServers, HEAP_MIB, folder, name);
    try (WorkerJvm worker = WorkerJvm.start(settings, WorkerJvm.group(name))) {
      ConnectClient client = new ConnectClient(worker.restUri());
      client.put(name, capture.settings(source, workload, bootstrapServers));
      requireRunning(client.awaitRunning(name, START_TIMEOUT));
      source.await(
          "select confirmed_flush_lsn >= '%s' from pg_replication_slots where slot_name = '%s'"
              .formatted(end, capture.slot(workload)),
          PAUSE,
          TIMEOUT);
    }
  }

  private static void requireRunning(Optional<ConnectorStatus> status) throws IOException {
    Optional<String> failure = status.flatMap(ConnectorStatus::failure);
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }
}
