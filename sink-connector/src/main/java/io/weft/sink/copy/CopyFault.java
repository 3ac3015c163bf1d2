package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.Fault;
import io.weft.sink.apply.Remedy;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.postgresql.util.PSQLException;

/** Says of rows why they cannot be written, and what to do; never their values. */
final class CopyFault {

  /**
   * The context that the server tells (src/backend/commands/copyfromparse.c); a value may follow.
   */
  private static final Pattern COLUMN = Pattern.compile("COPY .*, line \\d+, column ([^:]+)");

  private CopyFault() {}

  static ConnectException of(SQLException failure, List<CopyRecord> records) {
    return new ConnectException(
        "%s cannot be written%s: %s (SQLSTATE %s). %s"
            .formatted(
                place(records),
                column(failure, records.get(0).portion()),
                Remedy.reason(failure),
                failure.getSQLState(),
                Fault.of(failure) == Fault.INTERNAL
                    ? "This is a defect of Weft: please report it with this message"
                    : Remedy.ofCopy(failure)),
        Remedy.holdsValues(failure) ? null : failure);
  }

  /** The rows were taken, but not all of them, or more. */
  static ConnectException otherRows(List<CopyRecord> records, long expected, long found) {
    return new ConnectException(
        "%s hold %d rows, but the target took %d. A trigger or a rule of the target acts on them: let a superuser run GRANT SET ON PARAMETER session_replication_role TO the connector's role, or remove it, and restart the connector"
            .formatted(place(records), expected, found));
  }

  static ConnectException unreadableChar(CopyRecord record, List<String> columns) {
    return new ConnectException(
        "Rows of %s hold a \"char\" beyond ASCII in column %s, which a target before PostgreSQL 16 would read as another value. Set copy.format=binary on the source connector and have the table copied again, or upgrade the target"
            .formatted(record.place(), String.join(" or ", columns)));
  }

  static ConnectException infiniteInterval(CopyRecord record, List<String> columns) {
    return new ConnectException(
        "Rows of %s hold an infinite value in column %s of type interval, which a target before PostgreSQL 17 does not have. Upgrade the target, or change the value on the source and have the table copied again"
            .formatted(record.place(), String.join(" or ", columns)));
  }

  static ConnectException tooManyChunks(List<CopyRecord> records) {
    return new ConnectException(
        "The copy of table %s has more chunks than it should, or its row in weft.copy_table was changed meanwhile (%s). Restart the connector; if it comes again, have the source copy the table again"
            .formatted(records.get(0).portion().table(), place(records)));
  }

  private static String place(List<CopyRecord> records) {
    String first = "Rows of " + records.get(0).place();
    return records.size() == 1 ? first : first + " and " + (records.size() - 1) + " records more";
  }

  private static String column(SQLException failure, CopyPortion portion) {
    if (failure instanceof PSQLException server
        && server.getServerErrorMessage() != null
        && server.getServerErrorMessage().getWhere() != null) {
      Matcher column = COLUMN.matcher(server.getServerErrorMessage().getWhere());
      if (column.find()) {
        int place = portion.columns().indexOf(column.group(1));
        return " (column \"%s\"%s)"
            .formatted(
                column.group(1),
                place < 0
                    ? ""
                    : ", of type %s on the source".formatted(portion.types().get(place)));
      }
    }
    return "";
  }
}
