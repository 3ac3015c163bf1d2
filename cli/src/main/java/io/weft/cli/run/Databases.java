package io.weft.cli.run;

import io.weft.cli.run.CopiedRows.Copied;
import io.weft.postgres.Lsn;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The two databases as the watcher asks them: a connection each, opened when needed and opened anew
 * after a failure. Not thread-safe.
 */
final class Databases implements AutoCloseable {

  /**
   * Where the source is.
   *
   * @param end the end of its log
   * @param sent how far our slot's reader was sent the log; as far as it confirmed, while no reader
   *     is connected
   */
  record SourcePosition(Lsn end, Lsn sent) {}

  private static final String SOURCE_POSITION =
      """
      select pg_current_wal_lsn(),
             coalesce(r.sent_lsn, s.confirmed_flush_lsn, s.restart_lsn, '0/0')
      from (select) one left join pg_replication_slots s on s.slot_name = ?
      left join pg_stat_replication r on r.pid = s.active_pid
      """;

  private static final String APPLIED =
      """
      select commit_lsn from weft.progress where pipeline = ?
         and (snapshot_complete or snapshot_lsn = '0/0' and commit_lsn > '0/0')""";

  private static final String COMPLETE =
      "select count(*) from weft.copy_table where pipeline = ? and chunks_done = chunks";

  private static final String COPIED_AS_EVENTS =
      """
      select p.snapshot_lsn, t.schema_name, t.table_name, t.snapshot_rows
        from weft.progress p join weft.progress_table t using (pipeline) where pipeline = ?""";

  private static final String MISSING =
      """
      select schema_name, table_name, records_missing from weft.copy_table
       where pipeline = ? and chunks_ended = chunks and records_missing > 0""";

  private static final String COPIED =
      "select copy_lsn, schema_name, table_name, rows from weft.copy_table where pipeline = ?";

  private final PostgresUri sourceUri;
  private final PostgresUri targetUri;
  private final Names names;
  private final int copiedTables;
  private Connection source;
  private Connection target;

  /**
   * @param copiedTables how many tables the copy connectors copy; 0 if the stream's source does
   */
  Databases(PostgresUri sourceUri, PostgresUri targetUri, Names names, int copiedTables) {
    this.sourceUri = sourceUri;
    this.targetUri = targetUri;
    this.names = names;
    this.copiedTables = copiedTables;
  }

  PostgresUri sourceUri() {
    return sourceUri;
  }

  SourcePosition sourcePosition() throws SQLException {
    try (PreparedStatement query = source().prepareStatement(SOURCE_POSITION)) {
      query.setString(1, names.slot());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new SourcePosition(Lsn.parse(row.getString(1)), Lsn.parse(row.getString(2)));
      }
    } catch (SQLException e) {
      source = closed(source);
      throw e;
    }
  }

  /** The end of the source's log, transactions that commit asynchronously included. */
  Lsn sourceEnd() throws SQLException {
    try (Statement query = source().createStatement();
        ResultSet row = query.executeQuery("select pg_current_wal_insert_lsn()")) {
      row.next();
      return Lsn.parse(row.getString(1));
    } catch (SQLException e) {
      source = closed(source);
      throw e;
    }
  }

  /** Commits a transaction on the source that touches nothing, so that its log's end is passed. */
  void mark() throws SQLException {
    try (Statement statement = source().createStatement()) {
      statement.execute("select pg_logical_emit_message(true, 'weft.fence', '')");
    } catch (SQLException e) {
      source = closed(source);
      throw e;
    }
  }

  /** What has become of tables of the source that are not as they were when the pipeline began. */
  List<String> changedTables(SettledSource settled) throws IOException, SQLException {
    try {
      return settled.faults(source());
    } catch (SQLException e) {
      source = closed(source);
      throw e;
    }
  }

  /** How far the target has applied the source; {@link Lsn#NONE} before its copy is complete. */
  Lsn applied() throws SQLException {
    try {
      if (!has("weft.progress") || !isCopyComplete()) {
        return Lsn.NONE;
      }
      try (PreparedStatement query = target().prepareStatement(APPLIED)) {
        query.setString(1, names.pipeline());
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? Lsn.parse(row.getString(1)) : Lsn.NONE;
        }
      }
    } catch (SQLException e) {
      target = closed(target);
      throw e;
    }
  }

  /** The stream may be ahead of the copy of tables that nobody changes. */
  private boolean isCopyComplete() throws SQLException {
    if (copiedTables == 0) {
      return true;
    }
    if (!has("weft.copy_table")) {
      return false;
    }
    try (PreparedStatement query = target().prepareStatement(COMPLETE)) {
      query.setString(1, names.pipeline());
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getInt(1) >= copiedTables;
      }
    }
  }

  /** What the target holds of the copy. */
  CopiedRows copied() throws SQLException {
    try {
      Map<TableName, Copied> tables = new HashMap<>();
      if (has("weft.progress_table")) {
        readCopied(COPIED_AS_EVENTS, tables);
      }
      if (has("weft.copy_table")) {
        readCopied(COPIED, tables);
      }
      return new CopiedRows(tables);
    } catch (SQLException e) {
      target = closed(target);
      throw e;
    }
  }

  /** Records of the copy that are missing, by the tables whose chunks have all ended. */
  Map<TableName, Long> missing() throws SQLException {
    if (copiedTables == 0) {
      return Map.of();
    }
    try {
      Map<TableName, Long> tables = new HashMap<>();
      if (has("weft.copy_table")) {
        try (PreparedStatement statement = target().prepareStatement(MISSING)) {
          statement.setString(1, names.pipeline());
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              tables.put(new TableName(row.getString(1), row.getString(2)), row.getLong(3));
            }
          }
        }
      }
      return tables;
    } catch (SQLException e) {
      target = closed(target);
      throw e;
    }
  }

  private void readCopied(String query, Map<TableName, Copied> tables) throws SQLException {
    try (PreparedStatement statement = target().prepareStatement(query)) {
      statement.setString(1, names.pipeline());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.put(
              new TableName(row.getString(2), row.getString(3)),
              new Copied(Lsn.parse(row.getString(1)), row.getLong(4)));
        }
      }
    }
  }

  private boolean has(String table) throws SQLException {
    try (Statement query = target().createStatement();
        ResultSet row = query.executeQuery("select to_regclass('" + table + "') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private Connection source() throws SQLException {
    if (source == null) {
      source = sourceUri.connect();
    }
    return source;
  }

  private Connection target() throws SQLException {
    if (target == null) {
      target = targetUri.connect();
    }
    return target;
  }

  /** Closes a connection that failed, which may itself fail without consequence; returns null. */
  private static Connection closed(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      return null;
    }
    return null;
  }

  @Override
  public void close() {
    source = closed(source);
    target = closed(target);
  }
}
