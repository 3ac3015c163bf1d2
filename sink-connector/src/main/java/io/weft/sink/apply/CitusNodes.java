package io.weft.sink.apply;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks all nodes of a Citus cluster, its coordinator among them, through the coordinator. */
final class CitusNodes {

  private CitusNodes() {}

  /**
   * The answers, by the node's address.
   *
   * @param coordinator a statement of the coordinator's, in its transaction
   * @param question an SQL expression, whose value is a query for one text
   * @throws SQLException for a reason that passes, if a node cannot be asked
   */
  static Map<String, String> ask(Statement coordinator, String question) throws SQLException {
    Map<String, String> answers = new LinkedHashMap<>();
    List<String> unreachable = new ArrayList<>();
    try (ResultSet rows =
        coordinator.executeQuery(
            """
            select n.nodename || ':' || n.nodeport, r.success, r.result
            from run_command_on_all_nodes(%s) r join pg_dist_node n on n.nodeid = r.nodeid"""
                .formatted(question))) {
      while (rows.next()) {
        if (rows.getBoolean(2)) {
          answers.put(rows.getString(1), rows.getString(3));
        } else {
          unreachable.add(rows.getString(1));
        }
      }
    }
    if (!unreachable.isEmpty()) {
      throw new SQLException(
          "The coordinator cannot ask the Citus node " + String.join(", ", unreachable), "08006");
    }
    return answers;
  }
}
