package io.weft.cli.run;

import io.weft.cli.check.ConnectFailure;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import io.weft.postgres.Lsn;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a running pipeline twice a second, on a thread of its own, and keeps what it saw.
 *
 * <p>Positions come from the databases, so do counts of copied rows, other counts from the sink's
 * metrics, failures from Connect.
 *
 * <p>Thread rules: one thread looks at a time; any may ask for the status.
 */
final class Watcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
  private static final long INTERVAL_MS = 500;

  /** The sink counts a moment after its commit can be seen. */
  private static final long COUNTED_WITHIN_MS = 1_000;

  private final Names names;
  private final List<String> connectors;
  private final PostgresUri source;
  private final PostgresUri target;
  private final NavigableMap<TableName, Long> estimatedRows;
  private final ConnectClient connect;
  private final Databases databases;
  private final CopiedRows copiedBefore;
  private final LagClock clock = new LagClock();
  private final Retries retries = new Retries();
  private final Retries copyRetries = new Retries();
  private final CopyLoss copyLoss = new CopyLoss();
  private final Rate rate = new Rate();
  private final Thread thread = new Thread(this::run, "weft-watcher");

  private Lsn applied = Lsn.NONE;
  private Lag lag = Lag.UNKNOWN;
  private CopiedRows copied;
  private Map<TableName, Long> missing = Map.of();
  private long lastTransactions;
  private volatile boolean closed;
  private volatile PipelineStatus status;

  private record Lag(long bytes, long ms) {
    static final Lag UNKNOWN = new Lag(-1, -1);
    static final Lag NONE = new Lag(0, 0);
  }

  Watcher(
      PipelineSettings settings,
      Databases databases,
      NavigableMap<TableName, Long> estimatedRows,
      CopiedRows copiedBefore,
      ConnectClient connect) {
    this.names = new Names(settings.name());
    this.connectors = names.connectors(settings.tuning().snapshot());
    this.source = databases.sourceUri();
    this.target = settings.target();
    this.estimatedRows = estimatedRows;
    this.copiedBefore = copiedBefore;
    this.copied = copiedBefore;
    this.connect = connect;
    this.databases = databases;
    thread.setDaemon(true);
  }

  /** Looks once, then begins to look by itself. */
  void start() {
    look();
    thread.start();
  }

  PipelineStatus status() {
    return status;
  }

  /** Looks once more, until everything is counted that the target has been seen to hold. */
  PipelineStatus lastStatus() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(COUNTED_WITHIN_MS);
    look();
    while (lag.bytes() != 0 && System.nanoTime() < end) {
      Thread.sleep(INTERVAL_MS / 10);
      look();
    }
    return status;
  }

  private void run() {
    while (!closed) {
      try {
        look();
        Thread.sleep(INTERVAL_MS);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("The watcher could not look", e);
      }
    }
  }

  /** Returns what keeps a database from being asked; the connectors will have met it, too. */
  private Optional<String> askDatabases() {
    try {
      applied = databases.applied();
      copied = databases.copied();
      missing = databases.missing();
    } catch (SQLException e) {
      return Optional.of(ConnectFailure.explain("target", target, e));
    }
    try {
      Databases.SourcePosition position = databases.sourcePosition();
      lag = lag(position);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(ConnectFailure.explain("source", source, e));
    }
  }

  /** Returns what a connector waits for, or tries again, by its own word; the cause first. */
  private Optional<String> obstacle() {
    TaskMetrics sink = TaskMetrics.read(names.sinkConnector());
    TaskMetrics copySink = TaskMetrics.read(names.copySinkConnector());
    Optional<String> loss = copyLoss.look(System.nanoTime() / 1_000_000, missing);
    Optional<String> refusal = refusal(retries, sink, "batches-total");
    Optional<String> copyRefusal = refusal(copyRetries, copySink, "copy-transactions-total");
    return TaskMetrics.read(names.copySourceConnector())
        .text("obstacle")
        .or(() -> TaskMetrics.read(names.sourceConnector()).text("obstacle"))
        .or(() -> sink.text("obstacle"))
        .or(() -> loss)
        .or(() -> refusal)
        .or(() -> copyRefusal);
  }

  private static Optional<String> refusal(Retries retries, TaskMetrics sink, String commits) {
    return retries.areUnderWay(sink.total("retries-total"), sink.total(commits))
        ? Optional.of(
            "The target refused for now (%d times); the log tells more"
                .formatted(sink.total("retries-total")))
        : Optional.empty();
  }

  private Lag lag(Databases.SourcePosition position) {
    long nowMs = System.nanoTime() / 1_000_000;
    clock.sample(nowMs, position.end());
    TaskMetrics metrics = TaskMetrics.read(names.sinkConnector());
    long transactions = metrics.total("transactions-applied-total");
    boolean idle =
        transactions == lastTransactions
            && metrics.gauge("lag-bytes").orElse(-1) == 0
            && !position.end().isAfter(position.sent());
    lastTransactions = transactions;
    long lagMs = clock.lagMs(nowMs, applied);
    if (applied.equals(Lsn.NONE)) {
      return Lag.UNKNOWN;
    }
    // The log also grows by what no transaction of ours wrote: that is no lag.
    return idle ? Lag.NONE : new Lag(Math.max(0, position.end().bytesSince(applied)), lagMs);
  }

  private Optional<String> failure() {
    try {
      for (String connector : connectors) {
        Optional<String> failure = connect.status(connector).flatMap(ConnectorStatus::failure);
        if (failure.isPresent()) {
          return failure;
        }
      }
    } catch (IOException e) {
      LOG.info("Connect was not asked", e);
    }
    return Optional.empty();
  }

  private synchronized void look() {
    Optional<String> absence = askDatabases();
    Optional<String> waiting = obstacle();
    status = status(absence.or(() -> waiting), failure());
  }

  private PipelineStatus status(Optional<String> unreachable, Optional<String> failure) {
    TaskMetrics metrics = TaskMetrics.read(names.sinkConnector());
    long rowsCopied =
        copied.tables().keySet().stream()
            .mapToLong(table -> copied.since(copiedBefore, table))
            .sum();
    long changes =
        metrics.total("rows-inserted-total")
            + metrics.total("rows-updated-total")
            + metrics.total("rows-deleted-total");
    return new PipelineStatus(
        phase(unreachable, failure),
        Stream.of(failure, unreachable).flatMap(Optional::stream).findFirst(),
        estimatedRows.entrySet().stream()
            .map(entry -> table(entry.getKey(), entry.getValue(), metrics))
            .toList(),
        rowsCopied,
        changes,
        metrics.total("transactions-applied-total"),
        rate.perSecond(System.nanoTime() / 1_000_000, rowsCopied + changes),
        lag.bytes(),
        lag.ms(),
        applied);
  }

  private Phase phase(Optional<String> unreachable, Optional<String> failure) {
    if (failure.isPresent()) {
      return Phase.FAILED;
    }
    if (unreachable.isPresent()) {
      return Phase.RETRYING;
    }
    return applied.equals(Lsn.NONE) ? Phase.COPYING : Phase.STREAMING;
  }

  private PipelineStatus.Table table(TableName name, long estimate, TaskMetrics metrics) {
    return new PipelineStatus.Table(
        name,
        estimate,
        copied.since(copiedBefore, name),
        metrics.ofTable(name, "table-rows-inserted-total"),
        metrics.ofTable(name, "table-rows-updated-total"),
        metrics.ofTable(name, "table-rows-deleted-total"));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    databases.close();
  }
}
