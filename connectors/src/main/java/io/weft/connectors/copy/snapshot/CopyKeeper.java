package io.weft.connectors.copy.snapshot;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.plan.CopyPlan;
import io.weft.connectors.copy.plan.CopyTopics;
import io.weft.connectors.copy.plan.StoredCopies;
import io.weft.connectors.copy.session.SourceSessions;
import io.weft.connectors.retry.RetryPolicy;
import io.weft.connectors.start.ChosenTable;
import io.weft.connectors.start.CopyPreparation;
import io.weft.connectors.start.SlotWait;
import io.weft.postgres.Fault;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has tables copied, from the making of the stream's slot until the last chunk is in Kafka.
 *
 * <p>Guarantees: the slot is older than every snapshot, and the publication older than the slot; a
 * table that is wholly in Kafka is left alone; when the snapshot is lost, the others begin anew
 * under another one, with a greater position; before a table is copied again the stream is told to
 * hold its changes, at a position below that of the snapshot.
 *
 * <p>Thread rules: works on a thread of its own, from which the listener is called.
 */
public final class CopyKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CopyKeeper.class);
  private static final String NAME = "weft-copy";
  private static final long LOOK_INTERVAL_MS = 1_000;

  /** Its sessions are gone by then, so that the thread has nothing more to wait for. */
  private static final long END_MS = 2_000;

  /** PostgreSQL's for names. */
  private static final int MAX_NAME = 63;

  private final CopyConfig config;
  private final StoredCopies stored;
  private final Listener listener;
  private final RetryPolicy retry;
  private final SourceSessions sessions;
  private final CopyPreparation preparation;
  private final Thread thread = new Thread(this::run, NAME);

  /** Connect's reader of offsets takes an interruption for a failure, and forgets it. */
  private volatile boolean stopped;

  /** Who acts on what becomes of the copy. */
  public interface Listener {

    /** From now on, tasks are to do this; nothing if the list is empty. */
    void assigned(List<CopyAssignment> assignments);

    /** It cannot go on. */
    void failed(ConnectException reason);
  }

  public CopyKeeper(CopyConfig config, OffsetStorageReader offsets, Listener listener) {
    this.config = config;
    this.stored = new StoredCopies(offsets, config.capture().topicPrefix());
    this.listener = listener;
    this.retry = new RetryPolicy(config.capture(), Clock.systemUTC());
    this.sessions = new SourceSessions(config.capture());
    this.preparation = new CopyPreparation(config.capture(), config.distribution());
  }

  /** Begins. */
  public void begin() {
    thread.setDaemon(true);
    thread.start();
  }

  /** What the copy waits for just now; empty if it does not. */
  public String obstacle() {
    return retry.obstacle();
  }

  private void run() {
    try {
      boolean isDone = false;
      while (!isDone && !stopped) {
        retry.pause();
        isDone = tryToCopy();
      }
    } catch (InterruptedException e) {
      LOG.debug("The copy was stopped");
    } catch (RuntimeException e) {
      if (!stopped) {
        listener.failed(e instanceof ConnectException reason ? reason : new ConnectException(e));
      }
    }
  }

  /** Whether all is copied. */
  private boolean tryToCopy() throws InterruptedException {
    try {
      return copy();
    } catch (SQLException e) {
      giveUpIfStopped();
      retry.failed(e);
    } catch (RetriableException e) {
      giveUpIfStopped();
      retry.awaited(e.getMessage());
    } catch (RuntimeException e) {
      giveUpIfStopped();
      if (Fault.of(e) != Fault.TRANSIENT) {
        throw e;
      }
      retry.failed(e);
    }
    return false;
  }

  private void giveUpIfStopped() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException();
    }
  }

  private boolean copy() throws SQLException, InterruptedException {
    DueTables due = prepare();
    if (due.tables().isEmpty()) {
      LOG.info("All tables are copied");
      listener.assigned(List.of());
      return true;
    }
    String slotName = temporarySlotName();
    try (HeldSnapshot snapshot =
        waiting(slotName, () -> HeldSnapshot.take(sessions, wanted(due), slotName))) {
      due.requireLater(snapshot.copyLsn());
      listener.assigned(assign(snapshot, due));
      retry.succeeded();
      watch(snapshot, due.names());
    }
    LOG.info("All tables are copied");
    return true;
  }

  private HeldSnapshot.Wanted wanted(DueTables due) {
    return new HeldSnapshot.Wanted(due.tables(), config.paths());
  }

  private DueTables prepare() throws SQLException {
    Connection source = sessions.open(NAME);
    try {
      List<ChosenTable> tables = preparation.tables(source);
      List<TableName> names = tables.stream().map(ChosenTable::name).toList();
      List<String> faults = CopyTopics.faults(config.capture().topicPrefix(), names);
      if (!faults.isEmpty()) {
        throw new ConnectException(String.join(". ", faults));
      }
      DueTables due = DueTables.among(tables, stored.read(names), config.again());
      boolean hasSlot = preparation.hasSlot(source);
      if (!hasSlot && due.isAnyDone()) {
        throw preparation.slotLost();
      }
      due.requireAsCopied(preparation.published(source));
      preparation.publish(tables, hasSlot, source);
      if (!hasSlot) {
        waiting(
            config.capture().slotName(),
            () -> {
              preparation.makeSlot(source);
              return null;
            });
      }
      preparation.hold(due.namesAgain(), source);
      return due.in(preparation.published(source));
    } finally {
      sessions.close(source);
    }
  }

  private String temporarySlotName() {
    String name = config.capture().slotName();
    String suffix = "_copy_" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    return name.substring(0, Math.min(name.length(), MAX_NAME - suffix.length())) + suffix;
  }

  private interface Making<T> {
    T make() throws SQLException;
  }

  /** The making of a slot can take as long as the source's longest transaction. */
  private <T> T waiting(String slotName, Making<T> making) throws SQLException {
    Consumer<String> report = retry::report;
    try (SlotWait wait = new SlotWait(config.capture(), slotName, report)) {
      wait.begin();
      return making.make();
    }
  }

  private List<CopyAssignment> assign(HeldSnapshot snapshot, DueTables due) {
    CopyPlan plan =
        CopyPlan.of(snapshot.shapes(), snapshot.sizes(), due.orders(), config.chunkBytes());
    LOG.info(
        "Copying {} tables as of {}, in {} chunks",
        plan.tables().size(),
        snapshot.copyLsn(),
        plan.chunks());
    return CopyAssignment.each(snapshot.name(), snapshot.copyLsn(), plan, config.tasksMax());
  }

  /** Returns when the tables are in Kafka. */
  private void watch(HeldSnapshot snapshot, List<TableName> tables)
      throws SQLException, InterruptedException {
    Set<TableName> open = new HashSet<>(tables);
    while (!open.isEmpty()) {
      Thread.sleep(LOOK_INTERVAL_MS);
      snapshot.ping();
      stored
          .read(open)
          .forEach(
              (table, begun) -> {
                if (begun.isDone() && begun.copyLsn().equals(snapshot.copyLsn())) {
                  LOG.info("Table {} is copied", table);
                  open.remove(table);
                }
              });
    }
  }

  /** Stops at once, whatever is waited for. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    sessions.close();
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
