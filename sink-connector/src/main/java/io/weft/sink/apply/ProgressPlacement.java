package io.weft.sink.apply;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a Citus cluster keeps progress: in reference tables, which every node holds. A transaction
 * that writes them involves all nodes and is committed in two phases. With progress in a table of
 * the coordinator alone, a transaction that reaches one worker is committed in one: the worker's
 * commit goes out before the coordinator's, and a crash in between would have it applied twice.
 */
final class ProgressPlacement {

  /** The shards are filled and emptied by triggers of Citus, which the replica role keeps still. */
  private static final String WITH_TRIGGERS = "set local session_replication_role = origin";

  private static final String NOT_SHARED =
      """
      select c.oid::regclass::text, exists (
          select from pg_dist_partition p
          where p.logicalrelid = c.oid and p.partmethod = 'n' and p.repmodel = 's' and p.colocationid <> 0)
      from pg_class c
      where c.relnamespace = to_regnamespace('weft') and c.relkind = 'r'
        and c.relname in ('progress', 'progress_offset', 'progress_table', 'copy_table')
        and not exists (
          select from pg_dist_partition p
          where p.logicalrelid = c.oid and p.partmethod = 'n' and p.repmodel = 't')
      order by 1""";

  private ProgressPlacement() {}

  /**
   * Keeps Citus (12 and newer) from placing a schema that is made next, and all in it, on one node.
   */
  static void beforeSchema(Statement statement) throws SQLException {
    statement.execute(
        """
        select set_config(name, 'off', true) from pg_settings
        where name = 'citus.enable_schema_based_sharding'""");
  }

  /** Makes reference tables of those that are not yet. */
  static void share(TargetSession session) throws SQLException {
    List<String> tables = notShared(session.connection());
    if (tables.isEmpty()) {
      return;
    }
    try (Statement statement = session.connection().createStatement()) {
      boolean isReplica = session.facts().replicaRole();
      if (isReplica) {
        statement.execute(WITH_TRIGGERS);
      }
      for (String table : tables) {
        statement.execute("select create_reference_table('" + table + "')");
      }
      if (isReplica) {
        statement.execute("set local session_replication_role = replica");
      }
    }
  }

  private static List<String> notShared(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(NOT_SHARED)) {
      while (rows.next()) {
        if (rows.getBoolean(2)) {
          throw new SQLException(
              "The schema weft is a distributed one, whose tables lie on one node each; progress has to lie on all of them."
                  + " Run SELECT citus_schema_undistribute('weft') and restart the connector",
              "55000");
        }
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }
}
