package io.weft.sink.apply;

import io.weft.postgres.Fault;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.encode.EncodeException;
import io.weft.sink.plan.Planner;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.sql.Command;
import io.weft.sink.sql.CommandWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Applies changes one by one in the order in which the source made them, inside the target
 * transaction that is open. What cannot be applied is named.
 *
 * <p>Some changes go to the server together, behind a savepoint, so that the network does not
 * count; only if one of them fails do they go alone.
 */
final class InOrderApplier {

  private static final int TOGETHER = 64;
  private static final String TOGETHER_SAVEPOINT = "weft_some";
  private static final String ALONE_SAVEPOINT = "weft_one";

  private final TargetSession session;
  private final StepRunner runner;
  private final Planner planner;
  private final DriftResponse drift;
  private final CommandWriter writer = CommandWriter.withoutCopy();

  InOrderApplier(TargetSession session, StepRunner runner, Planner planner, DriftResponse drift) {
    this.session = session;
    this.runner = runner;
    this.planner = planner;
    this.drift = drift;
  }

  /**
   * Applies changes of one piece of work.
   *
   * @throws ApplyException if the target does not take one of them
   * @throws SQLException if the failure may pass by itself
   */
  void apply(Work work, Iterable<ChangeEvent> changes) throws SQLException {
    List<Step> steps = planner.planOneByOne(changes);
    for (int from = 0; from < steps.size(); from += TOGETHER) {
      List<Step> some = steps.subList(from, Math.min(steps.size(), from + TOGETHER));
      if (!applyTogether(some)) {
        for (Step step : some) {
          applyAlone(work, step);
        }
      }
    }
  }

  /**
   * Makes the checks that the source made at its commit.
   *
   * @throws ApplyException if the work does not stand them
   */
  void checkConstraints(Work work) throws SQLException {
    session.checkConstraints();
    try {
      runner.flush();
    } catch (SQLException e) {
      requireLasting(e);
      throw ApplyException.of(work, e);
    }
    session.deferConstraints();
  }

  /** True if it worked; else nothing was changed. */
  private boolean applyTogether(List<Step> steps) throws SQLException {
    List<Command> commands;
    try {
      commands = writer.write(steps);
    } catch (EncodeException e) {
      return false;
    }
    session.setSavepoint(TOGETHER_SAVEPOINT);
    try {
      send(commands);
      return true;
    } catch (DriftException e) {
      runner.returnTo(TOGETHER_SAVEPOINT);
    } catch (SQLException e) {
      requireLasting(e);
      runner.returnTo(TOGETHER_SAVEPOINT, e);
    }
    return false;
  }

  private void send(List<Command> commands) throws SQLException {
    for (Command command : commands) {
      runner.add(command);
    }
    runner.flush();
  }

  private void applyAlone(Work work, Step step) throws SQLException {
    List<Command> commands;
    try {
      commands = writer.write(List.of(step));
    } catch (EncodeException e) {
      throw ApplyException.of(work, step, e);
    }
    session.setSavepoint(ALONE_SAVEPOINT);
    try {
      send(commands);
    } catch (DriftException e) {
      runner.returnTo(ALONE_SAVEPOINT);
      converge(work, drift.remedy(work, e));
    } catch (SQLException e) {
      requireLasting(e);
      runner.returnTo(ALONE_SAVEPOINT, e);
      Optional<StepColumn> refused = new RefusedColumn(session, runner).find(step, e);
      if (refused.isPresent()) {
        throw ApplyException.of(work, step, refused.get(), e);
      }
      converge(work, drift.remedy(work, step, e));
    }
  }

  /** Brings a row to what the source has, where that is what is wanted. */
  private void converge(Work work, List<Step> remedy) throws SQLException {
    try {
      send(writer.write(remedy));
    } catch (DriftException e) {
      throw ApplyException.of(work, e);
    } catch (SQLException e) {
      requireLasting(e);
      throw ApplyException.of(work, remedy.get(0), e);
    }
  }

  private static void requireLasting(SQLException e) throws SQLException {
    if (Fault.of(e) == Fault.TRANSIENT) {
      throw e;
    }
  }
}
