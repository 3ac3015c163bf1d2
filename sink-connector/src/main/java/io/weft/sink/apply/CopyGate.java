package io.weft.sink.apply;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.metrics.SinkMetrics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where source transactions wait until the tables that they change are copied. Commit order stays,
 * so what comes behind one that waits waits, too.
 *
 * <p>Thread-safe: the planner waits here, and the applier when a table is copied anew under what
 * was planned.
 */
final class CopyGate {

  private static final Logger LOG = LoggerFactory.getLogger(CopyGate.class);
  private static final long POLL_MS = 200;
  private static final long REPORT_NANOS = 60_000_000_000L;

  private final TargetSettings settings;
  private final SinkMetrics metrics;
  private final Map<TableName, Long> reported = new ConcurrentHashMap<>();
  private volatile Copies known;

  /** Asks the target anew. */
  interface Inquiry<E extends Exception> {
    Copies ask() throws E, InterruptedException;
  }

  CopyGate(TargetSettings settings, SinkMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    known = settings.waitsForCopy() ? Copies.UNKNOWN : Copies.NOT_AWAITED;
  }

  /** Waits until no copy is missing for some work; returns what the target said then. */
  <E extends Exception> Copies pass(List<? extends Work> works, Inquiry<E> inquiry)
      throws E, InterruptedException {
    Copies copies = known;
    Set<TableName> missing = missing(copies, works);
    if (!missing.isEmpty()) {
      copies = inquiry.ask();
      missing = missing(copies, works);
    }
    try {
      while (!missing.isEmpty()) {
        metrics.waitingForCopies(missing.size());
        report(missing, copies);
        Thread.sleep(POLL_MS);
        copies = inquiry.ask();
        missing = missing(copies, works);
      }
    } finally {
      metrics.waitingForCopies(0);
    }
    return copies;
  }

  /**
   * Has what is planned next wait for tables that a planned transaction holds. Should what the
   * target said before that come in between, {@link CopyGuard} notices.
   */
  void heldBy(SourceTransaction transaction) {
    known = known.heldBy(transaction);
  }

  private static Set<TableName> missing(Copies copies, List<? extends Work> works) {
    Set<TableName> missing = new TreeSet<>();
    for (Work work : works) {
      if (work instanceof SourceTransaction transaction) {
        missing.addAll(copies.missing(transaction));
      }
    }
    return missing;
  }

  /** Says, of each table once in a minute, that it is waited for. */
  private void report(Set<TableName> missing, Copies copies) {
    long now = System.nanoTime();
    for (TableName table : missing) {
      Long last = reported.get(table);
      if (last == null || now - last > REPORT_NANOS) {
        reported.put(table, now);
        LOG.info(
            "Waiting for the copy of table {}, which {}: changes of it, and all behind them, wait in {}",
            table,
            copies.states().containsKey(table) ? "is not complete" : "has not begun",
            settings);
      }
    }
  }

  /** Reads what the target says, in the transaction that is open. */
  Copies load(Connection connection) throws SQLException {
    if (!settings.waitsForCopy()) {
      return known;
    }
    Map<TableName, Copies.State> states = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select schema_name, table_name, copy_lsn, chunks_done = chunks
            from weft.copy_table where pipeline = ?""")) {
      query.setString(1, settings.pipeline());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          states.put(
              new TableName(rows.getString(1), rows.getString(2)),
              new Copies.State(Lsn.parse(rows.getString(3)), rows.getBoolean(4)));
        }
      }
    }
    known = new Copies(true, states);
    return known;
  }
}
