package io.weft.sink.apply;

import io.weft.postgres.Fault;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.plan.Step;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.postgresql.util.PSQLException;

/**
 * A change that cannot be applied. The message names table, key columns, transaction, SQLSTATE,
 * what was expected and found, and the next step; never values of a row.
 */
public final class ApplyException extends ConnectException {

  private ApplyException(String message, Throwable cause) {
    super(message, cause);
  }

  static ApplyException of(Work work, Step step, SQLException failure) {
    boolean ours = Fault.of(failure) == Fault.INTERNAL;
    return new ApplyException(
        "%s cannot be applied: %s (SQLSTATE %s). %s"
            .formatted(
                describe(work, step),
                reason(failure),
                failure.getSQLState(),
                ours
                    ? "This is a defect of Weft: please report it with this message"
                    : nextStep(failure.getSQLState())),
        // The server's text of a data exception quotes the value.
        holdsValues(failure) ? null : failure);
  }

  static ApplyException of(Work work, DriftException drift) {
    String found =
        drift.step() instanceof Step.Delete || drift.step() instanceof Step.DeleteEqual
            ? "to delete"
            : "to change";
    return new ApplyException(
        "%s cannot be applied: expected %d row %s, found %d. Something else than this pipeline wrote to the target (drift)."
                .formatted(
                    describe(work, drift.step()), drift.step().expectedRows(), found, drift.found())
            + " Stop the other writer, put the row right, and restart the connector",
        null);
  }

  private static String describe(Work work, Step step) {
    ChangeEvent cause = step.cause();
    String place =
        work instanceof SourceTransaction transaction
            ? "xid %d, commit %s".formatted(transaction.xid(), transaction.commitLsn())
            : "snapshot " + cause.lsn();
    String key =
        cause.keyColumns().isEmpty() ? "no key" : "key " + String.join(", ", cause.keyColumns());
    return "%s of table %s (%s; %s)"
        .formatted(
            cause.operation().toString().toLowerCase(java.util.Locale.ROOT),
            cause.table(),
            key,
            place);
  }

  private static boolean holdsValues(SQLException failure) {
    return failure.getSQLState() == null || failure.getSQLState().startsWith("22");
  }

  private static String reason(SQLException failure) {
    if (holdsValues(failure)) {
      return "the target's column does not take the value";
    }
    return failure instanceof PSQLException server && server.getServerErrorMessage() != null
        ? server.getServerErrorMessage().getMessage()
        : failure.getMessage();
  }

  private static String nextStep(String state) {
    return switch (state.substring(0, 2)) {
      case "22" ->
          "Give the target's columns the source's types and restart the connector; the value is in Kafka still";
      case "23" ->
          "The target holds rows, or a constraint, that the source does not have: mend the target and restart the connector";
      case "42" ->
          "42501".equals(state)
              ? "Grant the right to the connector's role and restart the connector"
              : "Give the target the source's tables and columns and restart the connector";
      default -> "Mend the target and restart the connector";
    };
  }
}
