package io.weft.sink.copy;

import io.weft.postgres.TableName;
import io.weft.sink.apply.TargetSession;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.target.TargetTable;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
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
      requireNone(
          records, statement.charColumns(target), OctalCharacters::isIn, CopyFault::unreadableChar);
    }
    if (version < InfiniteIntervals.KNOWN_SINCE) {
      requireNone(
          records,
          statement.binaryIntervals(),
          InfiniteIntervals::isIn,
          CopyFault::infiniteInterval);
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

  /** Values that a server of this version would take for others. */
  private void requireNone(
      List<CopyRecord> records,
      List<Integer> columns,
      BiPredicate<byte[], List<Integer>> isIn,
      BiFunction<CopyRecord, List<String>, ConnectException> fault) {
    if (columns.isEmpty()) {
      return;
    }
    for (CopyRecord record : records) {
      if (isIn.test(record.data(), columns)) {
        throw fault.apply(record, columns.stream().map(statement.columns()::get).toList());
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
