package io.weft.sink.apply;

import io.weft.postgres.TableName;
import io.weft.sink.target.OwnRows;
import io.weft.sink.target.TargetTable;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Empties tables inside the transaction that is open. */
public final class TableEmptier {

  /** feature_not_supported: a table that is not emptied refers to one that is. */
  private static final String REFERENCED = "0A000";

  private TableEmptier() {}

  /**
   * Empties tables all at once, so that foreign keys between them do not matter, but none that
   * inherits from one of them. TRUNCATE minds foreign keys of other tables even where they are not
   * checked; then the rows are deleted.
   */
  public static void empty(TargetSession session, Collection<TableName> tables)
      throws SQLException {
    if (tables.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (TableName table : tables) {
      names.add(ownRows(session, table));
    }
    Savepoint savepoint = session.connection().setSavepoint();
    try (Statement statement = session.connection().createStatement()) {
      truncate(session, statement, names);
    } catch (SQLException e) {
      if (!REFERENCED.equals(e.getSQLState()) || !session.facts().replicaRole()) {
        throw e;
      }
      session.connection().rollback(savepoint);
      delete(session, names);
    }
    session.connection().releaseSavepoint(savepoint);
  }

  /** A table that is not there is left for the server to name. */
  private static String ownRows(TargetSession session, TableName table) throws SQLException {
    Optional<TargetTable> found = session.catalog().find(table);
    return found.isEmpty()
        ? table.quoted()
        : OwnRows.of(session.connection(), table, found.get().kind());
  }

  /** Citus empties the shards by a trigger of its own, which the replica role would keep still. */
  private static void truncate(TargetSession session, Statement statement, List<String> names)
      throws SQLException {
    boolean needsTriggers = session.facts().citus() && session.facts().replicaRole();
    if (needsTriggers) {
      statement.execute("SET LOCAL session_replication_role = origin");
    }
    statement.execute("TRUNCATE " + String.join(", ", names));
    if (needsTriggers) {
      statement.execute("SET LOCAL session_replication_role = replica");
    }
  }

  private static void delete(TargetSession session, List<String> names) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      for (String name : names) {
        statement.executeUpdate("DELETE FROM " + name);
      }
    }
  }
}
