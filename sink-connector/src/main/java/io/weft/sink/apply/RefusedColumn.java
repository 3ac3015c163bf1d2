package io.weft.sink.apply;

import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.sql.Command;
import io.weft.sink.sql.CommandWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds the column that does not take its value: the server tells the type at best. Each value goes
 * into its column alone, or beside those that say where the row is placed, and is taken back.
 */
final class RefusedColumn {

  /** The class of errors about values (manual, appendix A). */
  private static final String DATA_EXCEPTION = "22";

  /** No column is of a type that NULL is not of; a distributed table has to place the row. */
  private static final String NULL_NOT_ALLOWED = "22004";

  /** Types whose values are names of objects, and are refused like statements that name them. */
  private static final Pattern NAMES = Pattern.compile("(reg[a-z]+|aclitem)(\\[\\])?");

  private static final String SAVEPOINT = "weft_column";

  private final TargetSession session;
  private final StepRunner runner;
  private final CommandWriter writer = new CommandWriter(1);

  RefusedColumn(TargetSession session, StepRunner runner) {
    this.session = session;
    this.runner = runner;
  }

  /**
   * The column, if the failure was about a value.
   *
   * @param step of one row, which failed and was taken back
   */
  Optional<StepColumn> find(Step step, SQLException failure) throws SQLException {
    if (!(step instanceof Step.RowStep row)) {
      return Optional.empty();
    }
    // Those that go along with the others are tried first, each alone.
    int[] placing = placing(row, true);
    int[] others = placing(row, false);
    for (int i : IntStream.concat(IntStream.of(placing), IntStream.of(others)).toArray()) {
      StepColumn column = row.columns().get(i);
      boolean isSuspect =
          isAboutAValue(failure) || NAMES.matcher(column.target().baseType()).matches();
      if (isSuspect && isRefused(row, i, failure)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  private static int[] placing(Step.RowStep step, boolean isWanted) {
    return IntStream.range(0, step.columns().size())
        .filter(i -> places(step, step.columns().get(i)) == isWanted)
        .toArray();
  }

  private boolean isRefused(Step.RowStep step, int column, SQLException failure)
      throws SQLException {
    IntStream along =
        places(step, step.columns().get(column))
            ? IntStream.empty()
            : IntStream.of(placing(step, true));
    int[] tried = IntStream.concat(along, IntStream.of(column)).toArray();
    Object[] values = IntStream.of(tried).mapToObj(i -> step.rows().value(0, i)).toArray();
    Step.Insert insert =
        new Step.Insert(
            step.table(),
            IntStream.of(tried).mapToObj(step.columns()::get).toList(),
            Rows.of(List.<Object[]>of(values)),
            step.cause());
    session.setSavepoint(SAVEPOINT);
    try {
      for (Command command : writer.write(List.of(insert))) {
        runner.add(command);
      }
      runner.flush();
    } catch (DriftException e) {
      return false;
    } catch (SQLException e) {
      return Objects.equals(e.getSQLState(), failure.getSQLState());
    } finally {
      runner.returnTo(SAVEPOINT);
    }
    return false;
  }

  private static boolean places(Step.RowStep step, StepColumn column) {
    return step.table().dimensions().containsKey(column.name());
  }

  private static boolean isAboutAValue(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith(DATA_EXCEPTION) && !state.equals(NULL_NOT_ALLOWED);
  }
}
