package io.weft.sink.apply;

import io.weft.postgres.Fault;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.assemble.SnapshotEnd;
import io.weft.sink.assemble.SnapshotRows;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.encode.EncodeException;
import io.weft.sink.metrics.ChangeCounts;
import io.weft.sink.metrics.SinkMetrics;
import io.weft.sink.plan.Planner;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.UnfoldableException;
import io.weft.sink.sql.Command;
import io.weft.sink.sql.CommandWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies batches to one session, each in one target transaction, the progress with it. Either all
 * of it is there afterwards or nothing. Changes are applied by their net effect, or, where a
 * constraint or the target's rows stand in the way of that, one by one in source order: the outcome
 * is the same.
 */
final class BatchApplier {

  /** How much of a large transaction is planned at once, in bytes. */
  private static final long MAX_PIECE_BYTES = 16L << 20;

  private static final String PIECE_SAVEPOINT = "weft_piece";

  private final TargetSession session;
  private final ProgressStore store;
  private final SinkMetrics metrics;
  private final TargetSettings settings;
  private final StepRunner runner;
  private final Planner planner;
  private final CommandWriter writer;
  private final InOrderApplier inOrder;

  /** Tables that the target knows as written to by this pipeline. */
  private final Set<TableName> noted = new HashSet<>();

  BatchApplier(
      TargetSession session, ProgressStore store, SinkMetrics metrics, TargetSettings settings) {
    this.session = session;
    this.store = store;
    this.metrics = metrics;
    this.settings = settings;
    runner = new StepRunner(session);
    planner = new Planner(new TableLookup(session.catalog()), !session.facts().replicaRole());
    writer = session.facts().commandWriter();
    inOrder =
        new InOrderApplier(session, runner, planner, new DriftResponse(settings.drift(), metrics));
  }

  /**
   * Applies and commits; after a failure nothing of it is in the target, unless the commit itself
   * failed.
   *
   * @return the changes that were applied
   * @throws CopiesMovedException if a table is copied anew since the batch was planned
   */
  ChangeCounts apply(Batch batch, Lease lease) throws SQLException {
    try {
      session.begin(CopyGuard.statement(settings.pipeline(), batch.basis()), batch.tableKinds());
      ChangeCounts counts = batch.counts();
      if (batch.commands().isEmpty() || !applyNetEffect(batch, lease)) {
        counts = applyWorks(batch);
        finish(batch, lease, counts);
      }
      session.commit();
      noted.addAll(counts.tables());
      return counts;
    } catch (TableLookup.LookupFailure e) {
      rollback(e.sql());
      throw e.sql();
    } catch (SQLException e) {
      rollback(e);
      if (CopyGuard.isBroken(e)) {
        throw new CopiesMovedException();
      }
      throw e;
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private void rollback(Exception failure) {
    runner.clear();
    try {
      session.connection().rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** True if it worked; false if nothing was changed, and the changes have to be made otherwise. */
  private boolean applyNetEffect(Batch batch, Lease lease) throws SQLException {
    try {
      for (Command command : batch.commands().orElseThrow()) {
        runner.add(command);
      }
      finish(batch, lease, batch.counts());
      return true;
    } catch (DriftException e) {
      session.returnToBeginning();
    } catch (SQLException e) {
      if (Fault.of(e) == Fault.TRANSIENT) {
        throw e;
      }
      returnToBeginning(e);
    }
    runner.clear();
    metrics.fellBack();
    return false;
  }

  /** What fails before there is a savepoint is no fault of the changes. */
  private void returnToBeginning(SQLException failure) throws SQLException {
    try {
      session.returnToBeginning();
    } catch (SQLException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** Adds the progress to what is sent last. */
  private void finish(Batch batch, Lease lease, ChangeCounts counts) throws SQLException {
    session.checkConstraints();
    store.addRows(session.trip(), unnoted(counts, batch));
    if (settings.waitsForCopy()) {
      hold(batch);
    }
    boolean snapshotEnds = batch.works().stream().anyMatch(SnapshotEnd.class::isInstance);
    store.save(session.trip(), lease, batch.commitLsn(), snapshotEnds, batch.nextOffsets());
    if (runner.flush() != 1) {
      throw new FencedException(settings.pipeline(), lease, store.current());
    }
  }

  /** Tables that are copied anew: from the next batch on, what changes them waits. */
  private void hold(Batch batch) {
    for (Work work : batch.works()) {
      if (work instanceof SourceTransaction transaction && !transaction.holds().isEmpty()) {
        store.hold(session.trip(), transaction.holds(), transaction.commitLsn());
      }
    }
  }

  /** Tables written to for the first time, and rows of the snapshot. */
  private Map<TableName, Long> unnoted(ChangeCounts counts, Batch batch) {
    Map<TableName, Long> rows = new HashMap<>();
    for (TableName table : counts.tables()) {
      if (!noted.contains(table)) {
        rows.put(table, 0L);
      }
    }
    for (Work work : batch.works()) {
      if (work instanceof SnapshotRows snapshot) {
        snapshot.events().forEach(event -> rows.merge(event.table(), 1L, Long::sum));
      }
    }
    return rows;
  }

  private ChangeCounts applyWorks(Batch batch) throws SQLException {
    runner.flush();
    ChangeCounts counts = new ChangeCounts();
    for (Work work : batch.works()) {
      if (work instanceof SnapshotRows rows) {
        startSnapshot(rows.snapshotLsn());
        applyPiece(work, rows.events(), counts);
      } else if (work instanceof SnapshotEnd end) {
        startSnapshot(end.commitLsn());
      } else if (work instanceof SourceTransaction transaction) {
        if (transaction.changes().spilled()) {
          applyInPieces(transaction, counts);
        } else {
          transaction.changes().forEach(counts::add);
          inOrder.apply(work, transaction.changes());
        }
        inOrder.checkConstraints(work);
      }
    }
    return counts;
  }

  /**
   * A transaction too large for memory: some changes after others, in the one target transaction
   * that is open.
   */
  private void applyInPieces(SourceTransaction transaction, ChangeCounts counts)
      throws SQLException {
    List<ChangeEvent> events = new ArrayList<>();
    long bytes = 0;
    for (ChangeEvent event : transaction.changes()) {
      events.add(event);
      bytes += event.sizeBytes();
      if (isPieceEnd(event)
          && (events.size() >= settings.batch().rows()
              || bytes > Math.min(MAX_PIECE_BYTES, settings.batch().bytes()))) {
        applyPiece(transaction, events, counts);
        events = new ArrayList<>();
        bytes = 0;
      }
    }
    applyPiece(transaction, events, counts);
  }

  /** The two halves of a key change, and tables truncated together, must not be torn apart. */
  private static boolean isPieceEnd(ChangeEvent event) {
    return switch (event.operation()) {
      case KEY_CHANGE_DELETE, TRUNCATE -> false;
      default -> true;
    };
  }

  private void applyPiece(Work work, List<ChangeEvent> events, ChangeCounts counts)
      throws SQLException {
    events.forEach(counts::add);
    if (!applyNetEffect(events)) {
      metrics.fellBack();
      inOrder.apply(work, events);
    }
  }

  /** As for a batch; it is planned here. */
  private boolean applyNetEffect(List<ChangeEvent> events) throws SQLException {
    List<Command> commands;
    try {
      commands = writer.write(plan(events));
    } catch (UnfoldableException | EncodeException e) {
      return false;
    }
    session.setSavepoint(PIECE_SAVEPOINT);
    try {
      for (Command command : commands) {
        runner.add(command);
      }
      runner.flush();
      return true;
    } catch (DriftException e) {
      runner.returnTo(PIECE_SAVEPOINT);
    } catch (SQLException e) {
      if (Fault.of(e) == Fault.TRANSIENT) {
        throw e;
      }
      runner.returnTo(PIECE_SAVEPOINT, e);
    }
    return false;
  }

  /** A table that changed in the target since it was looked up is looked up once more. */
  private List<Step> plan(List<ChangeEvent> events) {
    try {
      return planner.planNetEffect(events);
    } catch (SchemaMismatchException e) {
      session.catalog().forget(e.table());
      planner.forget(e.table());
      return planner.planNetEffect(events);
    }
  }

  /** A new snapshot replaces what an earlier one, never completed, has left. */
  private void startSnapshot(Lsn snapshotLsn) throws SQLException {
    if (snapshotLsn.isAfter(store.snapshotLsn())) {
      TableEmptier.empty(session, store.tables());
      store.startSnapshot(snapshotLsn);
    }
  }
}
