package io.weft.sink.copy;

import io.weft.postgres.TableName;
import io.weft.sink.apply.TargetSession;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.target.TargetTable;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Runs one COPY in the transaction that is open.
 *
 * @param session whose transaction it is
 * @param statement which COPY
 */
record CopyRun(TargetSession session, CopyStatement statement) {

  /**
   * Writes records' rows.
   *
   * @throws ConnectException if the table does not fit them, or does not take all of them
   */
  void write(List<CopyRecord> records) throws SQLException {
    TargetTable target = check();
    int version = session.connection().getMetaData().getDatabaseMajorVersion();
    if (version < OctalCharacters.READ_SINCE) {
      requireReadable(records, target);
    }
    if (version < InfiniteIntervals.KNOWN_SINCE) {
      requireFinite(records);
    }
    CopyIn in =
        session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(statement.text());
    long written;
    try {
      send(in, statement.head());
      for (CopyRecord record : records) {
        send(in, record.data());
      }
      send(in, statement.tail());
      written = in.endCopy();
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
    long rows = records.stream().mapToLong(record -> record.portion().rows()).sum();
    if (written != rows) {
      throw CopyFault.otherRows(records, rows, written);
    }
  }

  private void requireReadable(List<CopyRecord> records, TargetTable target) {
    List<Integer> columns = statement.charColumns(target);
    for (CopyRecord record : records) {
      if (!columns.isEmpty() && OctalCharacters.isIn(record.data(), columns)) {
        throw CopyFault.unreadableChar(
            record, columns.stream().map(statement.columns()::get).toList());
      }
    }
  }

  private void requireFinite(List<CopyRecord> records) {
    List<Integer> columns = statement.binaryIntervals();
    for (CopyRecord record : records) {
      if (!columns.isEmpty() && InfiniteIntervals.isIn(record.data(), columns)) {
        throw CopyFault.infiniteInterval(
            record, columns.stream().map(statement.columns()::get).toList());
      }
    }
  }

  private static void send(CopyIn in, byte[] bytes) throws SQLException {
    if (bytes.length > 0) {
      in.writeToCopy(bytes, 0, bytes.length);
    }
  }

  /** A table that changed in the target since it was looked up is looked up once more. */
  private TargetTable check() throws SQLException {
    TargetTable target = find();
    try {
      statement.check(target);
      return target;
    } catch (ConnectException e) {
      session.catalog().forget(statement.table());
      TargetTable now = find();
      statement.check(now);
      return now;
    }
  }

  private TargetTable find() throws SQLException {
    TableName name = statement.table();
    return session.catalog().find(name).orElseThrow(() -> SchemaMismatchException.missing(name));
  }
}
