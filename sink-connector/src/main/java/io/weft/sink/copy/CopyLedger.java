package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.apply.RoundTrip;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the bulk copy is, in the target: {@code weft.progress_offset} and {@code
 * weft.copy_table}. Invariants:
 *
 * <ul>
 *   <li>A. They change in the transaction that writes the rows they speak of, and an offset only
 *       from the value at which the writer believes it, so that of two tasks one writes.
 *   <li>B. A table's position only rises. Whoever writes its rows holds its lock shared, whoever
 *       begins its copy anew holds it alone.
 *   <li>C. {@code chunks_done = chunks} only when each record of each chunk was written.
 * </ul>
 *
 * <p>Locks are taken in the order: tables' locks, offsets, rows of {@code copy_table}; each in the
 * same order of names by all tasks.
 */
final class CopyLedger {

  /** Apart from the lock of the pipeline's stream. */
  private static final int LOCK_CLASS = 0x77656675;

  private static final int ROW_LOCK_CLASS = LOCK_CLASS + 1;

  private final Connection connection;
  private final String pipeline;

  CopyLedger(Connection connection, String pipeline) {
    this.connection = connection;
    this.pipeline = pipeline;
  }

  /** Keeps tables from being copied anew until the end of the transaction. */
  void lockShared(RoundTrip trip, Collection<TableName> tables) {
    tables.stream()
        .map(this::key)
        .distinct()
        .sorted()
        .forEach(
            key ->
                trip.add(
                    "select pg_catalog.pg_advisory_xact_lock_shared("
                        + LOCK_CLASS
                        + ", "
                        + key
                        + ")",
                    List.of()));
  }

  /** Keeps all others from writing a table's rows until the end of the transaction. */
  void lockAlone(RoundTrip trip, TableName table) {
    trip.add(
        "select pg_catalog.pg_advisory_xact_lock(" + LOCK_CLASS + ", " + key(table) + ")",
        List.of());
  }

  private int key(TableName table) {
    return List.of(pipeline, table.schema(), table.table()).hashCode();
  }

  /** Where the target stands, for the partitions that it knows. */
  Map<TopicPartition, Long> offsets() throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select topic, partition, next_offset from weft.progress_offset where pipeline = ?")) {
      query.setString(1, pipeline);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
        }
      }
    }
    return offsets;
  }

  /** Moves a partition's offset; the last statement changes one row if it was as expected. */
  int move(RoundTrip trip, TopicPartition partition, CopyBatch.Move move) {
    if (move.from() == 0) {
      trip.add(
          "insert into weft.progress_offset (pipeline, topic, partition, next_offset)"
              + " values (?, ?, ?, 0) on conflict do nothing",
          List.of(pipeline, partition.topic(), partition.partition()));
    }
    return trip.add(
        """
        update weft.progress_offset set next_offset = ?
        where pipeline = ? and topic = ? and partition = ? and next_offset = ?""",
        List.of(move.to(), pipeline, partition.topic(), partition.partition(), move.from()));
  }

  /** The copies that tables hold, or are to hold; a table that was never copied is not there. */
  Map<TableName, Lsn> copies(Collection<TableName> tables) throws SQLException {
    Map<TableName, Lsn> copies = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select c.schema_name, c.table_name, c.copy_lsn from weft.copy_table c
            where c.pipeline = ? and c.schema_name = any (?) and c.table_name = any (?)""")) {
      query.setString(1, pipeline);
      query.setArray(2, array(tables.stream().map(TableName::schema).toArray()));
      query.setArray(3, array(tables.stream().map(TableName::table).toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          copies.put(
              new TableName(rows.getString(1), rows.getString(2)), Lsn.parse(rows.getString(3)));
        }
      }
    }
    return copies;
  }

  private java.sql.Array array(Object[] texts) throws SQLException {
    return connection.createArrayOf("text", texts);
  }

  /**
   * Adds what was written; the statement changes one row if the copy is still that one, and does
   * not get more chunks than it has.
   */
  int add(RoundTrip trip, TableName table, TableProgress progress) {
    // Nodes of a Citus cluster that each hold the row could come to wait for each other.
    trip.add(
        "select pg_catalog.pg_advisory_xact_lock(" + ROW_LOCK_CLASS + ", " + key(table) + ")",
        List.of());
    return trip.add(
        """
        update weft.copy_table set rows = rows + ?, bytes = bytes + ?,
          chunks_ended = chunks_ended + ?, records_missing = records_missing + ?,
          chunks_done = case when chunks_ended + ? = chunks and records_missing + ? <> 0
                             then chunks - 1 else chunks_ended + ? end
        where pipeline = ? and schema_name = ? and table_name = ? and copy_lsn = ?::pg_lsn
          and chunks_ended + ? <= chunks""",
        List.of(
            progress.rows(),
            progress.bytes(),
            progress.chunksEnded(),
            progress.recordsMissing(),
            progress.chunksEnded(),
            progress.recordsMissing(),
            progress.chunksEnded(),
            pipeline,
            table.schema(),
            table.table(),
            progress.copyLsn().toString(),
            progress.chunksEnded()));
  }

  /** Records that are missing, by the tables whose chunks have all ended. */
  Map<TableName, Long> missing() throws SQLException {
    Map<TableName, Long> missing = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select schema_name, table_name, records_missing from weft.copy_table
            where pipeline = ? and chunks_ended = chunks and records_missing > 0""")) {
      query.setString(1, pipeline);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          missing.put(new TableName(rows.getString(1), rows.getString(2)), rows.getLong(3));
        }
      }
    }
    return missing;
  }

  /** Counts the pipeline's complete tables. */
  int countComplete(RoundTrip trip) {
    return trip.add(
        "select count(*) from weft.copy_table where pipeline = ? and chunks_done = chunks",
        List.of(pipeline));
  }

  /**
   * What a new copy of a table meets.
   *
   * @param copyLsn the copy that it holds, or what a newer one must be behind; {@link Lsn#NONE} if
   *     neither
   * @param isFirst whether nothing of the table was ever copied
   * @param isComplete whether all of that is there
   * @param streamLsn the last source transaction that the stream has applied to the target
   * @param isWrittenByStream whether the stream has ever written to the table
   */
  record Found(
      Lsn copyLsn, boolean isFirst, boolean isComplete, Lsn streamLsn, boolean isWrittenByStream) {

    /**
     * Whether the stream may have written changes that a copy at a position does not show, and that
     * would be lost with what the table holds: until a copy is complete, it writes none.
     */
    boolean isStreamAhead(Lsn of) {
      boolean mayHaveWritten = isFirst ? isWrittenByStream : isComplete;
      return mayHaveWritten && streamLsn.isAfter(of);
    }
  }

  /** Locks a table's row, which is made if there is none, and tells what it and the stream say. */
  Found find(TableName table) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into weft.copy_table (pipeline, schema_name, table_name, copy_lsn, chunks, chunks_done,
              rows, bytes, rows_estimated, bytes_estimated, chunks_ended, records_missing)
            values (?, ?, ?, '0/0', 1, 0, 0, 0, 0, 0, 0, 0) on conflict do nothing""")) {
      setTable(insert, 1, table);
      insert.executeUpdate();
    }
    try (PreparedStatement lock =
            connection.prepareStatement(
                """
                select copy_lsn, copy_lsn = '0/0' or chunks = 0, chunks_done = chunks from weft.copy_table
                where pipeline = ? and schema_name = ? and table_name = ? for update""");
        PreparedStatement stream =
            connection.prepareStatement(
                """
                select coalesce((select commit_lsn from weft.progress where pipeline = ?), '0/0'),
                  exists (select from weft.progress_table
                          where pipeline = ? and schema_name = ? and table_name = ?)""")) {
      setTable(lock, 1, table);
      stream.setString(1, pipeline);
      setTable(stream, 2, table);
      // One after the other: a transaction of the stream that was waited for is seen by the second.
      try (ResultSet copy = lock.executeQuery();
          ResultSet progress = stream.executeQuery()) {
        copy.next();
        progress.next();
        return new Found(
            Lsn.parse(copy.getString(1)),
            copy.getBoolean(2),
            copy.getBoolean(3),
            Lsn.parse(progress.getString(1)),
            progress.getBoolean(2));
      }
    }
  }

  /** Notes that a table's copy begins. */
  void begin(CopyPortion portion) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update weft.copy_table set copy_lsn = ?::pg_lsn, chunks = ?, chunks_done = 0, rows = 0, bytes = 0,
              rows_estimated = ?, bytes_estimated = ?, chunks_ended = 0, records_missing = 0
            where pipeline = ? and schema_name = ? and table_name = ?""")) {
      update.setString(1, portion.copyLsn().toString());
      update.setInt(2, portion.chunks());
      update.setLong(3, portion.estimate().rows());
      update.setLong(4, portion.estimate().bytes());
      setTable(update, 5, portion.table());
      update.executeUpdate();
    }
  }

  private void setTable(PreparedStatement statement, int index, TableName table)
      throws SQLException {
    statement.setString(index, pipeline);
    statement.setString(index + 1, table.schema());
    statement.setString(index + 2, table.table());
  }
}
