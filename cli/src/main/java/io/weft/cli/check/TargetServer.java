package io.weft.cli.check;

import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the target's server can take a pipeline. */
final class TargetServer {

  private static final int OLDEST_VERSION = 14;

  private final Connection connection;
  private final ServerFacts facts;
  private final Findings findings;

  TargetServer(Connection connection, ServerFacts facts, Findings findings) {
    this.connection = connection;
    this.facts = facts;
    this.findings = findings;
  }

  void check() throws SQLException {
    if (facts.majorVersion() < OLDEST_VERSION) {
      findings.obstacle(
          "The target is PostgreSQL " + facts.majorVersion(),
          "Weft writes to " + OLDEST_VERSION + " and newer");
    }
    if (facts.isStandby()) {
      findings.obstacle("The target is a standby", "connect to its primary");
    }
    if (!facts.mayCreateSchemas() && !hasProgressSchema()) {
      findings.obstacle(
          "The target role "
              + facts.role()
              + " may not create the schema weft, where progress is"
              + " kept",
          "GRANT CREATE ON DATABASE "
              + Identifiers.quote(connection.getCatalog())
              + " TO "
              + Identifiers.quote(facts.role()));
    }
    if (!facts.maySetReplicaRole()) {
      findings.note(
          "The target role "
              + facts.role()
              + " may not set session_replication_role: the target's triggers and foreign keys act"
              + " on what is applied"
              + (facts.majorVersion() >= 15
                  ? "; GRANT SET ON PARAMETER session_replication_role TO "
                      + Identifiers.quote(facts.role())
                  : "; a superuser may"));
    }
  }

  /** Rows that are there before the copy would stay, or stand in its way. */
  void checkEmpty(Collection<TableName> tables) throws SQLException {
    List<TableName> filled = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (TableName table : tables) {
        try (ResultSet row =
            statement.executeQuery("select exists (select from " + table.quoted() + ")")) {
          row.next();
          if (row.getBoolean(1)) {
            filled.add(table);
          }
        }
      }
    }
    if (!filled.isEmpty()) {
      String quoted = filled.stream().map(TableName::quoted).collect(Collectors.joining(", "));
      findings.obstacle(
          "These tables of the target are not empty: " + TableNames.some(filled),
          "TRUNCATE " + quoted + "; or name the folder of an earlier run with --data");
    }
  }

  /** The progress of the same name that another folder's pipeline left. */
  void checkNoProgress(String pipeline) throws SQLException {
    List<String> tables = new ArrayList<>();
    if (hasProgress(pipeline)) {
      tables.add("weft.progress");
    }
    for (String table : List.of("weft.progress_offset", "weft.progress_table", "weft.copy_table")) {
      if (holds(table, "pipeline = ?", pipeline)) {
        tables.add(table);
      }
    }
    if (!tables.isEmpty()) {
      findings.obstacle(
          "The target holds the progress of another pipeline named " + pipeline,
          "name its folder with --data, choose another --name, or, if nobody needs it, "
              + tables.stream()
                  .map(table -> "DELETE FROM " + table + " WHERE pipeline = '" + pipeline + "'")
                  .collect(Collectors.joining("; ")));
    }
  }

  /** Whether rows of the pipeline are there, be it only of its copy. */
  boolean holdsSomething(String pipeline) throws SQLException {
    return hasProgress(pipeline)
        || holds("weft.copy_table", "pipeline = ? and copy_lsn > '0/0'", pipeline);
  }

  private boolean hasProgress(String pipeline) throws SQLException {
    return holds("weft.progress", "pipeline = ? and revision > 0", pipeline);
  }

  private boolean holds(String table, String condition, String pipeline) throws SQLException {
    if (!exists("select to_regclass('" + table + "') is not null")) {
      return false;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select exists (select from " + table + " where " + condition + ")")) {
      statement.setString(1, pipeline);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private boolean hasProgressSchema() throws SQLException {
    return exists(
        "select exists (select from pg_namespace where nspname = 'weft'"
            + " and has_schema_privilege(oid, 'CREATE'))");
  }

  private boolean exists(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
