package io.weft.sink.apply;

import io.weft.postgres.Fault;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.metrics.SinkMetrics;
import io.weft.sink.plan.Planner;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.UnfoldableException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies changes inside the target transaction that is open: by their net effect, or, where a
 * constraint or the target's rows stand in the way of that, one by one in source order. The outcome
 * is the same.
 */
final class ChangeApplier {

  /** Changes of one piece of work. */
  record Piece(Work work, List<ChangeEvent> changes) {}

  private final TargetSession session;
  private final StepExecutor executor;
  private final SinkMetrics metrics;
  private final Planner planner;

  ChangeApplier(TargetSession session, SinkMetrics metrics) {
    this.session = session;
    this.metrics = metrics;
    executor = new StepExecutor(session);
    planner = new Planner(new TableLookup(session.catalog()));
  }

  /**
   * Applies the changes of some pieces, in order.
   *
   * @throws ApplyException if the target does not take one of them
   * @throws SQLException if the failure may pass by itself
   */
  void apply(List<Piece> pieces) throws SQLException {
    List<ChangeEvent> all = new ArrayList<>();
    pieces.forEach(piece -> all.addAll(piece.changes()));
    if (all.isEmpty()) {
      return;
    }
    try {
      applyFrom(session.connection().setSavepoint(), pieces, all);
    } catch (TableLookup.LookupFailure e) {
      throw e.sql();
    }
  }

  private void applyFrom(Savepoint savepoint, List<Piece> pieces, List<ChangeEvent> all)
      throws SQLException {
    if (!applyNetEffect(all)) {
      session.connection().rollback(savepoint);
      metrics.fellBack();
      for (Piece piece : pieces) {
        applyOneByOne(piece);
      }
    }
    session.connection().releaseSavepoint(savepoint);
  }

  /** True if it worked; false if the changes have to be applied one by one. */
  private boolean applyNetEffect(List<ChangeEvent> changes) throws SQLException {
    try {
      for (Step step : plan(changes)) {
        executor.execute(step);
      }
      return true;
    } catch (UnfoldableException | DriftException e) {
      return false;
    } catch (SQLException e) {
      if (Fault.of(e) == Fault.TRANSIENT) {
        throw e;
      }
      return false;
    }
  }

  /** A table that changed in the target since it was looked up is looked up once more. */
  private List<Step> plan(List<ChangeEvent> changes) {
    try {
      return planner.planNetEffect(changes);
    } catch (SchemaMismatchException e) {
      session.catalog().forget(e.table());
      return planner.planNetEffect(changes);
    }
  }

  private void applyOneByOne(Piece piece) throws SQLException {
    for (Step step : planner.planOneByOne(piece.changes())) {
      try {
        executor.execute(step);
      } catch (DriftException e) {
        throw ApplyException.of(piece.work(), e);
      } catch (SQLException e) {
        if (Fault.of(e) == Fault.TRANSIENT) {
          throw e;
        }
        throw ApplyException.of(piece.work(), step, e);
      }
    }
  }
}
