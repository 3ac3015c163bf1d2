package io.weft.sink.apply;

import io.weft.postgres.TableName;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Collection;
import java.util.stream.Collectors;

/** Empties tables inside the transaction that is open. */
public final class TableEmptier {

  /** feature_not_supported: a table that is not emptied refers to one that is. */
  private static final String REFERENCED = "0A000";

  private TableEmptier() {}

  /**
   * Empties tables all at once, so that foreign keys between them do not matter. TRUNCATE minds
   * those of other tables even where they are not checked; then the rows are deleted.
   */
  public static void empty(TargetSession session, Collection<TableName> tables)
      throws SQLException {
    if (tables.isEmpty()) {
      return;
    }
    Savepoint savepoint = session.connection().setSavepoint();
    try (Statement statement = session.connection().createStatement()) {
      truncate(session, statement, tables);
    } catch (SQLException e) {
      if (!REFERENCED.equals(e.getSQLState()) || !session.facts().replicaRole()) {
        throw e;
      }
      session.connection().rollback(savepoint);
      delete(session, tables);
    }
    session.connection().releaseSavepoint(savepoint);
  }

  /** Citus empties the shards by a trigger of its own, which the replica role would keep still. */
  private static void truncate(
      TargetSession session, Statement statement, Collection<TableName> tables)
      throws SQLException {
    boolean needsTriggers = session.facts().citus() && session.facts().replicaRole();
    if (needsTriggers) {
      statement.execute("SET LOCAL session_replication_role = origin");
    }
    statement.execute(
        "TRUNCATE " + tables.stream().map(TableName::quoted).collect(Collectors.joining(", ")));
    if (needsTriggers) {
      statement.execute("SET LOCAL session_replication_role = replica");
    }
  }

  private static void delete(TargetSession session, Collection<TableName> tables)
      throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      for (TableName table : tables) {
        statement.executeUpdate("DELETE FROM " + table.quoted());
      }
    }
  }
}
