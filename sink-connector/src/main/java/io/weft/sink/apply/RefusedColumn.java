package io.weft.sink.apply;

import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.sql.Command;
import io.weft.sink.sql.CommandWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

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
    // What places the row is tried first and alone, since it goes along with the others.
    List<Integer> placing = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < row.columns().size(); i++) {
      (places(row, i) ? placing : others).add(i);
    }
    Optional<StepColumn> refused = firstRefused(row, placing, List.of(), failure);
    return refused.isPresent() ? refused : firstRefused(row, others, placing, failure);
  }

  private static boolean places(Step.RowStep step, int column) {
    return step.table().dimensions().containsKey(step.columns().get(column).name());
  }

  private Optional<StepColumn> firstRefused(
      Step.RowStep step, List<Integer> columns, List<Integer> along, SQLException failure)
      throws SQLException {
    for (int i : columns) {
      StepColumn column = step.columns().get(i);
      boolean isSuspect =
          isAboutAValue(failure) || NAMES.matcher(column.target().baseType()).matches();
      List<Integer> tried = new ArrayList<>(along);
      tried.add(i);
      if (isSuspect && isRefused(step, tried, failure)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  private boolean isRefused(Step.RowStep step, List<Integer> columns, SQLException failure)
      throws SQLException {
    Object[] values = columns.stream().map(i -> step.rows().value(0, i)).toArray();
    Step.Insert insert =
        new Step.Insert(
            step.table(),
            columns.stream().map(step.columns()::get).toList(),
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

  private static boolean isAboutAValue(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith(DATA_EXCEPTION) && !state.equals(NULL_NOT_ALLOWED);
  }
}
