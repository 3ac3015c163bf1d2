package io.weft.sink.apply;

import io.weft.sink.encode.Bytes;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.sql.Command;
import io.weft.sink.target.TargetTable;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Sends commands, as many as go together in one round trip, and checks that each did to the target
 * what it had to do. Not thread-safe.
 */
final class StepRunner {

  private final TargetSession session;
  private final RoundTrip trip;

  /** The statements under way, by their place in the round trip. */
  private final Map<Integer, Command.Statement> underWay = new HashMap<>();

  StepRunner(TargetSession session) {
    this.session = session;
    trip = session.trip();
  }

  /**
   * Sends a command, now or with others.
   *
   * @throws DriftException if one that was sent met another number of rows than the source's
   *     history leads to expect
   */
  void add(Command command) throws SQLException {
    if (command instanceof Command.Statement statement) {
      boolean usesKey = findsByKey(statement.step());
      if (!usesKey) {
        addAll(SessionPins.allJoins(session.facts()));
      }
      underWay.put(trip.add(statement.text(), statement.parameters()), statement);
      if (!usesKey) {
        addAll(SessionPins.joinsByKey(session.facts()));
      }
      if (trip.isFull()) {
        flush();
      }
    } else if (command instanceof Command.Copy copy) {
      flush();
      check(copy.step(), copy.step().expectedRows(), copy(copy));
    } else if (command instanceof Command.Truncation truncation) {
      flush();
      TableEmptier.empty(
          session, truncation.step().tables().stream().map(TargetTable::name).toList());
    }
  }

  private void addAll(List<String> statements) {
    statements.forEach(statement -> trip.add(statement, List.of()));
  }

  /** Whether each row is found through an index, if it has to be found at all. */
  private static boolean findsByKey(Step.RowStep step) {
    if (step instanceof Step.KeyStep keyStep) {
      List<String> names = keyStep.key().stream().map(StepColumn::name).toList();
      return names.equals(step.table().key().columns());
    }
    return !(step instanceof Step.DeleteEqual);
  }

  /**
   * Sends what waits.
   *
   * @return how many rows the last statement changed
   * @throws DriftException as above
   */
  int flush() throws SQLException {
    try {
      List<Integer> counts = trip.run();
      underWay.forEach(
          (place, statement) -> check(statement.step(), statement.rows(), counts.get(place)));
      return counts.isEmpty() ? 0 : counts.get(counts.size() - 1);
    } finally {
      underWay.clear();
    }
  }

  /** Forgets what waits. */
  void clear() {
    trip.clear();
    underWay.clear();
  }

  /** Takes back what was changed since a savepoint; forgets what waits. */
  void returnTo(String savepoint) throws SQLException {
    underWay.clear();
    session.returnTo(savepoint);
  }

  /**
   * The same after a failure, which is what is thrown if there is no such savepoint: it came before
   * anything was sent.
   */
  void returnTo(String savepoint, SQLException failure) throws SQLException {
    try {
      returnTo(savepoint);
    } catch (SQLException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private int copy(Command.Copy copy) throws SQLException {
    CopyIn in = session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(copy.text());
    try {
      for (Bytes data : copy.data()) {
        in.writeToCopy(data.array(), 0, data.length());
      }
      return Math.toIntExact(in.endCopy());
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
  }

  private void check(Step step, int expected, int found) {
    if (found != expected && !isExplained(step, expected, found)) {
      throw new DriftException(step, expected, found);
    }
  }

  /** Where foreign keys act, a cascade may have removed the row before its own delete comes. */
  private boolean isExplained(Step step, int expected, int found) {
    boolean upsertsNothing = step instanceof Step.Upsert;
    boolean cascaded =
        !session.facts().replicaRole()
            && found < expected
            && (step instanceof Step.Delete || step instanceof Step.DeleteEqual);
    return upsertsNothing || cascaded;
  }
}
