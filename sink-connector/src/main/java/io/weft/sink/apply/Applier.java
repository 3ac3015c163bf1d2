package io.weft.sink.apply;

import io.weft.sink.apply.TargetSettings.BatchLimits;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.metrics.ChangeCounts;
import io.weft.sink.metrics.SinkMetrics;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies work in two threads, so that the next is read and assembled, and the one after planned,
 * while one is at the database. The applier's own thread has the only session with the target; it
 * takes what the {@link BatchPlanner} hands over.
 *
 * <p>Guarantees: work is applied in the order given; what {@link #applied} returns is durable in
 * the target; after a failure nothing more is applied and {@link #failure} tells why. Transient
 * failures are retried with growing pauses.
 *
 * <p>Threads: {@link #run} belongs to the applier's own, all else to the task's.
 */
public final class Applier implements Runnable, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
  private static final long JOIN_MS = 10_000;

  /** A target that is near takes smaller batches. */
  private static final int NEAR_SHARE = 2;

  private final TargetSettings settings;
  private final SinkMetrics metrics;
  private final WorkQueue queue = new WorkQueue();
  private final Handover handover = new Handover(queue::wake);
  private final Map<TopicPartition, Long> applied = new ConcurrentHashMap<>();
  private final AtomicLong commandBytes = new AtomicLong();
  private final CopyGate gate;
  private final Retries retries;
  private final Thread thread;
  private final Thread planning;
  private volatile TargetSession session;
  private volatile SessionFacts facts;
  private volatile Progress start;
  private volatile ConnectException failure;
  private volatile boolean closed;
  private ProgressStore store;
  private BatchApplier batches;
  private Lease lease;

  /** Starts the threads, of which one connects to the target first. */
  public Applier(TargetSettings settings, SinkMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    gate = new CopyGate(settings, metrics);
    retries = new Retries(settings, metrics, this::closeSession, () -> closed);
    planning =
        daemon(
            new BatchPlanner(queue, handover, gate, this::batchLimits, () -> facts),
            "weft-plan-" + settings.pipeline());
    thread = daemon(this, "weft-apply-" + settings.pipeline());
    thread.start();
  }

  private BatchLimits batchLimits() {
    return new BatchLimits(settings.batch().rows(), useOf(settings.batch().bytes()));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
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

  /** The heap held by work that waits, is planned or being applied, in bytes. */
  public long queuedBytes() {
    return queue.bytes() + commandBytes.get();
  }

  /**
   * How much of the memory meant for work the applier has a use for.
   *
   * @param bytes all of it
   */
  public long useOf(long bytes) {
    SessionFacts known = facts;
    return known != null && known.isNear() ? bytes / NEAR_SHARE : bytes;
  }

  /** Why the applier has stopped, if it has. */
  public Optional<ConnectException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void run() {
    try {
      retries.run("take over the pipeline", this::takeOver);
      planning.start();
      while (!closed) {
        perform(handover.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ConnectException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(Defect.of(e));
    } finally {
      planning.interrupt();
      closeSession();
    }
  }

  private void perform(Task task) throws InterruptedException {
    if (task instanceof Task.Apply apply) {
      Batch batch = apply.batch();
      long bytes = batch.commandBytes();
      commandBytes.addAndGet(bytes);
      retries.run("apply " + batch.works().size() + " transactions", () -> apply(batch));
      commandBytes.addAndGet(-bytes);
      queue.done(batch.works());
    } else if (task instanceof Task.Lookup lookup) {
      retries.run("look up table " + lookup.name(), () -> lookUp(lookup));
    } else if (task instanceof Task.LookupCopies lookup) {
      retries.run("tell how far the copy is", () -> lookup.copies().complete(copies()));
    } else if (task instanceof Task.Stop stop) {
      throw stop.reason();
    }
  }

  private void fail(ConnectException e) {
    if (!closed) {
      LOG.error("{} has stopped: {}", settings, e.getMessage());
      failure = e;
    }
  }

  private void takeOver() throws SQLException, InterruptedException {
    connect();
    beginAlone();
    store.createTables();
    lease = store.takeOver();
    Progress progress = store.load();
    session.connection().commit();
    metrics.resumedAt(progress.commitLsn());
    LOG.info(
        "{} goes on after commit {} (epoch {})", settings, progress.commitLsn(), lease.epoch());
    start = progress;
  }

  /** Begins a transaction once nobody else writes, and all that was written shows or is gone. */
  private void beginAlone() throws SQLException, InterruptedException {
    session.beginPlain();
    SessionLock.takeFromOthers(session.connection(), settings.pipeline());
    if (session.facts().citus()) {
      InDoubt.settle(session.connection());
    }
  }

  private void connect() throws SQLException {
    TargetSession opened = TargetSession.open(settings);
    session = opened;
    facts = opened.facts();
    store = new ProgressStore(opened, settings.pipeline());
    batches = new BatchApplier(opened, store, metrics, settings);
  }

  private void apply(Batch planned) throws SQLException, InterruptedException {
    if (session == null && reconnectedAfterCommit()) {
      finish(planned, planned.counts(), 0);
      return;
    }
    Batch batch = planned;
    while (true) {
      long begin = System.nanoTime();
      try {
        ChangeCounts counts = batches.apply(batch, lease);
        finish(batch, counts, System.nanoTime() - begin);
        return;
      } catch (CopiesMovedException e) {
        batch = onNewBasis(batch);
      }
    }
  }

  /** The same work, without what a copy holds that was made since it was planned. */
  private Batch onNewBasis(Batch batch) throws SQLException, InterruptedException {
    copies();
    Copies copies = gate.pass(batch.works(), this::copies);
    List<Work> works =
        batch.works().stream()
            .map(work -> work instanceof SourceTransaction t ? copies.remaining(t) : work)
            .toList();
    return Batch.unplanned(works, copies.basis(works));
  }

  private Copies copies() throws SQLException, InterruptedException {
    beginLookup();
    Copies copies = gate.load(session.connection());
    if (session.facts().citus()) {
      // A node may not have heard yet of the commits that make them what they are.
      InDoubt.settle(session.connection());
    }
    session.connection().rollback();
    return copies;
  }

  private void lookUp(Task.Lookup lookup) throws SQLException, InterruptedException {
    beginLookup();
    session.catalog().forget(lookup.name());
    lookup.table().complete(session.catalog().find(lookup.name()));
    session.connection().rollback();
  }

  private void beginLookup() throws SQLException, InterruptedException {
    if (session == null && reconnectedAfterCommit()) {
      throw new FencedException(settings.pipeline(), lease, lease.next());
    }
    session.beginPlain();
  }

  /**
   * Connects again after a failure, which may have struck before or after the commit of a batch:
   * the revision tells.
   */
  private boolean reconnectedAfterCommit() throws SQLException, InterruptedException {
    connect();
    beginAlone();
    Lease found = store.current();
    if (!found.equals(lease) && !found.equals(lease.next())) {
      throw new FencedException(settings.pipeline(), lease, found);
    }
    session.connection().commit();
    return found.equals(lease.next());
  }

  private void finish(Batch batch, ChangeCounts counts, long nanos) {
    lease = lease.next();
    applied.putAll(batch.nextOffsets());
    metrics.applied(counts);
    for (Work work : batch.works()) {
      if (work instanceof SourceTransaction transaction) {
        metrics.transactionApplied(transaction.commitLsn(), transaction.commitTimeMs());
      }
    }
    metrics.committed(batch.rows(), nanos);
    if (session.isInDoubt()) {
      LOG.warn(
          "A node of the target has not heard of a commit yet; what comes next waits until it has");
      closeSession();
    }
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
    planning.interrupt();
    try {
      thread.join(JOIN_MS);
      planning.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    queue.close();
  }
}
