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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a running pipeline twice a second, on a thread of its own, and keeps what it saw.
 *
 * <p>Positions come from the databases, counts from the sink's metrics, failures from Connect.
 */
final class Watcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
  private static final long INTERVAL_MS = 500;

  /** A retry shows for so long, unless the next one comes before. */
  private static final long RETRY_SHOWN_MS = 5_000;

  private final Names names;
  private final PostgresUri source;
  private final PostgresUri target;
  private final NavigableMap<TableName, Long> estimatedRows;
  private final ConnectClient connect;
  private final Databases databases;
  private final LagClock clock = new LagClock();
  private final Rate rate = new Rate();
  private final Thread thread = new Thread(this::run, "weft-watcher");

  private Lsn applied = Lsn.NONE;
  private Lag lag = Lag.UNKNOWN;
  private long lastTransactions;
  private long lastRetries;
  private long retriedMs = Long.MIN_VALUE;
  private volatile boolean closed;
  private volatile PipelineStatus status;

  private record Lag(long bytes, long ms) {
    static final Lag UNKNOWN = new Lag(-1, -1);
    static final Lag NONE = new Lag(0, 0);
  }

  Watcher(
      PipelineSettings settings,
      PostgresUri source,
      NavigableMap<TableName, Long> estimatedRows,
      ConnectClient connect) {
    this.names = new Names(settings.name());
    this.source = source;
    this.target = settings.target();
    this.estimatedRows = estimatedRows;
    this.connect = connect;
    this.databases = new Databases(source, target, names);
    thread.setDaemon(true);
  }

  /** Looks once, then begins to look by itself. */
  void start() {
    status = look(askDatabases(), Optional.empty());
    thread.start();
  }

  PipelineStatus status() {
    return status;
  }

  private void run() {
    while (!closed) {
      try {
        status = look(askDatabases().or(this::retry), failure());
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

  /** Returns what the sink is trying again, as far as its metrics tell. */
  private Optional<String> retry() {
    long retries = SinkMetrics.read(names.sinkConnector()).total("retries-total");
    long nowMs = System.nanoTime() / 1_000_000;
    if (retries > lastRetries) {
      retriedMs = nowMs;
    }
    lastRetries = retries;
    return retriedMs != Long.MIN_VALUE && nowMs - retriedMs < RETRY_SHOWN_MS
        ? Optional.of("the target refused for now (" + retries + " times); the log tells more")
        : Optional.empty();
  }

  private Lag lag(Databases.SourcePosition position) {
    long nowMs = System.nanoTime() / 1_000_000;
    clock.sample(nowMs, position.end());
    SinkMetrics metrics = SinkMetrics.read(names.sinkConnector());
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
      for (String connector : List.of(names.sinkConnector(), names.sourceConnector())) {
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

  private PipelineStatus look(Optional<String> unreachable, Optional<String> failure) {
    SinkMetrics metrics = SinkMetrics.read(names.sinkConnector());
    long rowsCopied = metrics.total("rows-snapshot-total");
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

  private static PipelineStatus.Table table(TableName name, long estimate, SinkMetrics metrics) {
    return new PipelineStatus.Table(
        name,
        estimate,
        metrics.ofTable(name, "table-rows-snapshot-total"),
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
