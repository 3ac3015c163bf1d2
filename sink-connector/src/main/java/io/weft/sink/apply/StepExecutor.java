package io.weft.sink.apply;

import io.weft.sink.plan.Step;
import io.weft.sink.sql.StatementText;
import io.weft.sink.target.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Runs steps and checks that each did to the target what it had to do. */
final class StepExecutor {

  private final TargetSession session;
  private final Connection connection;

  StepExecutor(TargetSession session) {
    this.session = session;
    connection = session.connection();
  }

  /**
   * Runs one step.
   *
   * @throws DriftException if it met another number of rows than the source's history leads to
   *     expect
   */
  void execute(Step step) throws SQLException {
    if (step instanceof Step.Truncate truncate) {
      TableEmptier.empty(session, truncate.tables().stream().map(TargetTable::name).toList());
    } else {
      execute((Step.RowStep) step);
    }
  }

  private void execute(Step.RowStep step) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(StatementText.of(step))) {
      bind(statement, step.rows());
      int rows = statement.executeUpdate();
      if (rows != step.expectedRows() && !isExplained(step, rows)) {
        throw new DriftException(step, rows);
      }
    }
  }

  /** Where foreign keys act, a cascade may have removed the row before its own delete comes. */
  private boolean isExplained(Step step, int rows) {
    boolean upsertsNothing = step instanceof Step.Upsert;
    boolean cascaded =
        !session.replicaRole()
            && rows < step.expectedRows()
            && (step instanceof Step.Delete || step instanceof Step.DeleteEqual);
    return upsertsNothing || cascaded;
  }

  private void bind(PreparedStatement statement, List<String[]> rows) throws SQLException {
    int columns = rows.get(0).length;
    for (int column = 0; column < columns; column++) {
      String[] values = new String[rows.size()];
      for (int row = 0; row < values.length; row++) {
        values[row] = rows.get(row)[column];
      }
      statement.setArray(column + 1, connection.createArrayOf("text", values));
    }
  }
}
