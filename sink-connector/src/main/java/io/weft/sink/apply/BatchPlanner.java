package io.weft.sink.apply;

import io.weft.postgres.TableName;
import io.weft.sink.apply.TargetSettings.BatchLimits;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.encode.EncodeException;
import io.weft.sink.metrics.ChangeCounts;
import io.weft.sink.plan.NetPlan;
import io.weft.sink.plan.Planner;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.plan.UnfoldableException;
import io.weft.sink.sql.Command;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Plans batches in a thread of its own, while the one before is at the database. A batch takes the
 * whole transactions that wait; as long as the applier is busy and there is room, it takes those
 * that come meanwhile, too. So a single transaction goes at once when all is idle, and batches grow
 * with the backlog.
 *
 * <p>Threads: all methods belong to the planner's own.
 */
final class BatchPlanner implements Runnable {

  private final WorkQueue queue;
  private final Handover handover;
  private final CopyGate gate;
  private final Supplier<BatchLimits> limits;
  private final Supplier<SessionFacts> facts;
  private final Map<TableName, TargetTable> tables = new HashMap<>();

  /** A transaction that was taken from the queue but not into the batch. */
  private SourceTransaction carried;

  private SessionFacts plannedFor;
  private Planner planner;

  /**
   * @param limits of the next batch
   * @param facts of the session that applies next
   */
  BatchPlanner(
      WorkQueue queue,
      Handover handover,
      CopyGate gate,
      Supplier<BatchLimits> limits,
      Supplier<SessionFacts> facts) {
    this.queue = queue;
    this.handover = handover;
    this.gate = gate;
    this.limits = limits;
    this.facts = facts;
  }

  @Override
  public void run() {
    try {
      try {
        while (true) {
          Work first = carried == null ? queue.take() : carried;
          carried = null;
          handover.put(new Task.Apply(batch(first)));
        }
      } catch (ConnectException e) {
        handover.put(new Task.Stop(e));
      } catch (RuntimeException | Error e) {
        handover.put(new Task.Stop(Defect.of(e)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Batch batch(Work first) throws InterruptedException {
    if (first instanceof SourceTransaction transaction) {
      Copies copies = gate.pass(List.of(transaction), this::copies);
      SourceTransaction remaining = copies.remaining(transaction);
      return remaining.changes().spilled()
          ? spilled(remaining, copies)
          : planned(remaining, copies);
    }
    List<Work> works = new ArrayList<>();
    BatchLimits most = limits.get();
    WorkQueue.Room room = new WorkQueue.Room(most.rows(), most.bytes());
    for (Work work = first; work != null; work = queue.takeMoreOfSnapshot(room)) {
      works.add(work);
      room = new WorkQueue.Room(room.rows() - work.rows(), room.bytes() - work.sizeBytes());
    }
    return unplanned(works, Copies.NOT_AWAITED);
  }

  private Batch spilled(SourceTransaction transaction, Copies copies) {
    gate.heldBy(transaction);
    return unplanned(List.of(transaction), copies);
  }

  private static Batch unplanned(List<Work> works, Copies copies) {
    return Batch.unplanned(works, copies.basis(works));
  }

  private Batch planned(SourceTransaction first, Copies copies) throws InterruptedException {
    adoptFacts();
    check(first);
    List<Work> works = new ArrayList<>();
    ChangeCounts counts = new ChangeCounts();
    NetPlan plan = planner.begin();
    boolean folds = true;
    BatchLimits most = limits.get();
    long rows = most.rows();
    long bytes = most.bytes();
    for (SourceTransaction next = first; next != null; ) {
      works.add(next);
      folds = folds && fold(plan, next);
      next.changes().forEach(counts::add);
      rows -= next.rows();
      bytes -= next.sizeBytes();
      // What comes behind a hold must not be in one target transaction with it.
      gate.heldBy(next);
      next = next.holds().isEmpty() ? more(new WorkQueue.Room(rows, bytes), copies) : null;
    }
    return Batch.planned(
        works, copies.basis(works), folds ? commands(plan) : Optional.empty(), counts);
  }

  /** The next transaction, if it goes into the batch and the target has a place for it. */
  private SourceTransaction more(WorkQueue.Room room, Copies copies) throws InterruptedException {
    SourceTransaction next = queue.takeMore(room, handover::isWanted);
    if (next == null) {
      return null;
    }
    if (copies.missing(next).isEmpty()) {
      SourceTransaction remaining = copies.remaining(next);
      if (fitsTarget(remaining)) {
        return remaining;
      }
    }
    // What comes before it is applied first.
    carried = next;
    return null;
  }

  private boolean fitsTarget(SourceTransaction transaction) {
    try {
      transaction.changes().forEach(planner::check);
      return true;
    } catch (SchemaMismatchException e) {
      return false;
    }
  }

  /** A table that changed in the target since it was looked up is looked up once more. */
  private void check(SourceTransaction transaction) {
    try {
      transaction.changes().forEach(planner::check);
    } catch (SchemaMismatchException e) {
      tables.remove(e.table());
      planner.forget(e.table());
      transaction.changes().forEach(planner::check);
    }
  }

  private static boolean fold(NetPlan plan, SourceTransaction transaction) {
    try {
      for (ChangeEvent event : transaction.changes()) {
        plan.add(event);
      }
      return true;
    } catch (UnfoldableException e) {
      return false;
    }
  }

  private Optional<List<Command>> commands(NetPlan plan) {
    try {
      return Optional.of(plannedFor.commandWriter().write(plan.finish()));
    } catch (EncodeException e) {
      return Optional.empty();
    }
  }

  private void adoptFacts() {
    SessionFacts now = facts.get();
    if (!now.equals(plannedFor)) {
      plannedFor = now;
      planner = new Planner(this::table, !now.replicaRole());
    }
  }

  private TargetTable table(TableName name) {
    TargetTable known = tables.get(name);
    if (known == null) {
      known = lookUp(name).orElseThrow(() -> SchemaMismatchException.missing(name));
      tables.put(name, known);
    }
    return known;
  }

  private Copies copies() throws InterruptedException {
    CompletableFuture<Copies> copies = new CompletableFuture<>();
    handover.put(new Task.LookupCopies(copies));
    try {
      return copies.get();
    } catch (ExecutionException e) {
      throw new ConnectException("The target did not tell how far the copy is", e.getCause());
    }
  }

  private Optional<TargetTable> lookUp(TableName name) {
    CompletableFuture<Optional<TargetTable>> table = new CompletableFuture<>();
    try {
      handover.put(new Task.Lookup(name, table));
      return table.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while looking up table " + name, e);
    } catch (ExecutionException e) {
      throw new ConnectException("Table " + name + " could not be looked up", e.getCause());
    }
  }
}
