package io.weft.sink.apply;

import io.weft.postgres.Fault;
import io.weft.sink.assemble.SnapshotRows;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.metrics.SinkMetrics;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies work in a thread of its own, so that the next is read and assembled while one is at the
 * database.
 *
 * <p>Guarantees: work is applied in the order given; what {@link #applied} returns is durable in
 * the target; after a failure nothing more is applied and {@link #failure} tells why. Transient
 * failures are retried with growing pauses.
 *
 * <p>Threads: {@link #run} belongs to the applier's own, all else to the task's.
 */
public final class Applier implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
  private static final int MAX_BACKOFF_FACTOR = 30;
  private static final long JOIN_MS = 10_000;

  private final TargetSettings settings;
  private final SinkMetrics metrics;
  private final WorkQueue queue = new WorkQueue();
  private final Map<TopicPartition, Long> applied = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile TargetSession session;
  private volatile Progress start;
  private volatile ConnectException failure;
  private volatile boolean closed;
  private ProgressStore store;
  private BatchApplier batches;
  private Lease lease;

  /** Starts the thread, which connects to the target first. */
  public Applier(TargetSettings settings, SinkMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    thread = new Thread(this, "weft-apply-" + settings.pipeline());
    thread.setDaemon(true);
    thread.start();
  }

  /** Hands work over. */
  public void submit(List<Work> work) {
    queue.add(work);
  }

  /** What the target held when this applier took the pipeline over; empty until it could ask. */
  public Optional<Progress> start() {
    return Optional.ofNullable(start);
  }

  /**
   * Where reading would begin again if the task died now, for the partitions applied from so far.
   */
  public Map<TopicPartition, Long> applied() {
    return applied;
  }

  /** The heap held by work that waits or is being applied, in bytes. */
  public long queuedBytes() {
    return queue.bytes();
  }

  /** Why the applier has stopped, if it has. */
  public Optional<ConnectException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void run() {
    try {
      retrying("take over the pipeline", this::takeOver);
      while (!closed) {
        List<Work> batch = queue.take(settings.batchRows());
        retrying("apply " + batch.size() + " transactions", () -> apply(batch));
        queue.done(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ConnectException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(
          new ConnectException(
              "The sink has met a defect of its own: " + e + ". Please report it with the log", e));
    } finally {
      closeSession();
    }
  }

  private void fail(ConnectException e) {
    if (!closed) {
      LOG.error("{} has stopped: {}", settings, e.getMessage());
      failure = e;
    }
  }

  private interface Attempt {
    void run() throws SQLException;
  }

  private void retrying(String what, Attempt attempt) throws InterruptedException {
    long backoffMs = settings.retryBackoff().toMillis();
    long deadline = System.nanoTime() + settings.retryTimeout().toNanos();
    while (!closed) {
      try {
        attempt.run();
        return;
      } catch (SQLException e) {
        closeSession();
        if (closed) {
          return;
        }
        if (Fault.of(e) != Fault.TRANSIENT) {
          throw new ConnectException(targetFailed(what, e), e);
        }
        if (System.nanoTime() > deadline) {
          throw new ConnectException(
              "Gave up after " + settings.retryTimeout() + ": " + targetFailed(what, e), e);
        }
        metrics.retried();
        LOG.warn("Retrying in {} ms: {}", backoffMs, targetFailed(what, e));
        Thread.sleep(backoffMs + ThreadLocalRandom.current().nextLong(backoffMs / 4 + 1));
        backoffMs =
            Math.min(backoffMs * 2, settings.retryBackoff().toMillis() * MAX_BACKOFF_FACTOR);
      }
    }
  }

  private String targetFailed(String what, SQLException e) {
    String remedy =
        "42501".equals(e.getSQLState())
            ? ". The sink keeps its progress in the target's schema weft: let the database's owner run GRANT CREATE ON"
                + " DATABASE, or CREATE SCHEMA weft AUTHORIZATION, for the connector's role"
            : "";
    return "The target could not %s for %s: %s (SQLSTATE %s)%s"
        .formatted(what, settings, e.getMessage(), e.getSQLState(), remedy);
  }

  private void takeOver() throws SQLException {
    connect();
    SessionLock.takeFromOthers(session.connection(), settings.pipeline());
    store.createTables();
    lease = store.takeOver();
    Progress progress = store.load();
    session.connection().commit();
    metrics.resumedAt(progress.commitLsn());
    LOG.info(
        "{} goes on after commit {} (epoch {})", settings, progress.commitLsn(), lease.epoch());
    start = progress;
  }

  private void connect() throws SQLException {
    session = TargetSession.open(settings);
    store = new ProgressStore(session.connection(), settings.pipeline());
    batches = new BatchApplier(session, store, metrics, settings.batchRows());
  }

  private void apply(List<Work> batch) throws SQLException {
    if (session == null && reconnectedAfterCommitOf()) {
      finish(batch, 0);
      return;
    }
    long begin = System.nanoTime();
    batches.apply(batch, lease);
    finish(batch, System.nanoTime() - begin);
  }

  /**
   * Connects again after a failure, which may have struck before or after the commit of the batch:
   * the revision tells.
   */
  private boolean reconnectedAfterCommitOf() throws SQLException {
    connect();
    Lease found = store.current();
    if (!found.equals(lease) && !found.equals(lease.next())) {
      throw new FencedException(settings.pipeline(), lease, found);
    }
    SessionLock.takeFromOthers(session.connection(), settings.pipeline());
    session.connection().commit();
    return found.equals(lease.next());
  }

  private void finish(List<Work> batch, long nanos) {
    lease = lease.next();
    long rows = 0;
    for (Work work : batch) {
      rows += work.rows();
      applied.putAll(work.nextOffsets());
      if (work instanceof SourceTransaction transaction) {
        metrics.applied(transaction.changes());
        metrics.transactionApplied(transaction.commitLsn(), transaction.commitTimeMs());
      } else if (work instanceof SnapshotRows snapshotRows) {
        metrics.applied(snapshotRows.events());
      }
    }
    metrics.committed(rows, nanos);
  }

  private void closeSession() {
    TargetSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }

  /** Stops at once; what is being applied is rolled back, and found unapplied by the next task. */
  @Override
  public void close() {
    closed = true;
    TargetSession open = session;
    if (open != null) {
      open.abort();
    }
    thread.interrupt();
    try {
      thread.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.close();
  }
}
