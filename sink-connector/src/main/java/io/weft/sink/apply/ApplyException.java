package io.weft.sink.apply;

import io.weft.postgres.Fault;
import io.weft.sink.assemble.SnapshotRows;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import io.weft.sink.encode.EncodeException;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A change that cannot be applied. The message names table, key columns, transaction, SQLSTATE,
 * what was expected and found, and the next step; never values of a row.
 */
public final class ApplyException extends ConnectException {

  private ApplyException(String message, Throwable cause) {
    super(message, cause);
  }

  static ApplyException of(Work work, Step step, SQLException failure) {
    String what = describe(work, step);
    return TableLimits.explaining(step, failure)
        .map(limits -> of(what, limits, failure))
        .orElseGet(() -> of(work, what, failure));
  }

  private static ApplyException of(String what, TableLimits limits, SQLException failure) {
    return new ApplyException(
        "%s cannot be applied: %s (SQLSTATE %s). %s"
            .formatted(what, limits.reason(), failure.getSQLState(), limits.remedy()),
        Remedy.holdsValues(failure) ? null : failure);
  }

  /** For a value that a column does not take. */
  static ApplyException of(Work work, Step step, StepColumn column, SQLException failure) {
    return of(
        work,
        "%s: column \"%s\" of type %s"
            .formatted(describe(work, step), column.name(), column.target().type()),
        failure);
  }

  /** For work whose changes were taken, but not what they leave behind. */
  static ApplyException of(Work work, SQLException failure) {
    return of(work, "The end of " + place(work), failure);
  }

  private static ApplyException of(Work work, String what, SQLException failure) {
    return new ApplyException(
        "%s cannot be applied: %s (SQLSTATE %s). %s"
            .formatted(
                what,
                Remedy.reason(failure),
                failure.getSQLState(),
                Fault.of(failure) == Fault.INTERNAL
                    ? "This is a defect of Weft: please report it with this message"
                    : Remedy.of(failure, work)),
        Remedy.holdsValues(failure) ? null : failure);
  }

  static ApplyException of(Work work, Step step, EncodeException failure) {
    return new ApplyException(
        "%s cannot be applied: %s. Is the topic written by another program than the source connector? Otherwise this is a defect of Weft: please report it with this message"
            .formatted(describe(work, step), failure.getMessage()),
        null);
  }

  static ApplyException of(Work work, DriftException drift) {
    String found =
        drift.step() instanceof Step.Delete || drift.step() instanceof Step.DeleteEqual
            ? "to delete"
            : "to change";
    return new ApplyException(
        "%s cannot be applied: expected %d row %s, found %d. Something else than this pipeline wrote to the target (drift)."
                .formatted(describe(work, drift.step()), drift.expected(), found, drift.found())
            + " Stop the other writer, put the row right, and restart the connector"
            + keyNotTold(drift.step()),
        null);
  }

  /** Without an image of the old row, the new one's key is taken to be the old one. */
  private static String keyNotTold(Step step) {
    boolean mayHaveMoved =
        step instanceof Step.KeyStep change
            && change.key().size() > 1
            && step.cause().operation() == Operation.UPDATE
            && step.cause().before() == null;
    return mayHaveMoved
        ? ". Or the update changed a column of the target's key (%s) that is not in the source's replica identity, so that the old value was not told: then run ALTER TABLE %s REPLICA IDENTITY FULL on the source, and have the table copied anew"
            .formatted(
                ((Step.KeyStep) step)
                    .key().stream().map(StepColumn::name).collect(Collectors.joining(", ")),
                step.cause().table().quoted())
        : "";
  }

  private static String describe(Work work, Step step) {
    ChangeEvent cause = step.cause();
    String key =
        cause.keyColumns().isEmpty() ? "no key" : "key " + String.join(", ", cause.keyColumns());
    return "%s of table %s (%s; %s)"
        .formatted(
            cause.operation().toString().toLowerCase(java.util.Locale.ROOT),
            cause.table(),
            key,
            place(work));
  }

  private static String place(Work work) {
    if (work instanceof SourceTransaction transaction) {
      return "xid %d, commit %s".formatted(transaction.xid(), transaction.commitLsn());
    }
    return work instanceof SnapshotRows rows ? "snapshot " + rows.snapshotLsn() : "snapshot";
  }
}
