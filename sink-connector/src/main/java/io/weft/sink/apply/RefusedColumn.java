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

/**
 * Finds the column that does not take its value: the server tells the type at best. Each value goes
 * into its column alone, and is taken back.
 */
final class RefusedColumn {

  /** The class of errors about values (manual, appendix A). */
  private static final String DATA_EXCEPTION = "22";

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
    for (int i = 0; i < row.columns().size(); i++) {
      StepColumn column = row.columns().get(i);
      boolean isSuspect =
          isAboutAValue(failure) || NAMES.matcher(column.target().baseType()).matches();
      if (isSuspect && isRefused(row, i, failure)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  private boolean isRefused(Step.RowStep step, int column, SQLException failure)
      throws SQLException {
    Object[] value = {step.rows().value(0, column)};
    Step.Insert insert =
        new Step.Insert(
            step.table(),
            List.of(step.columns().get(column)),
            Rows.of(List.<Object[]>of(value)),
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
    return String.valueOf(failure.getSQLState()).startsWith(DATA_EXCEPTION);
  }
}
