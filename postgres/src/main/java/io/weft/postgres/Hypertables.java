package io.weft.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** TimescaleDB's hypertables in a database. */
public final class Hypertables {

  private Hypertables() {}

  /** Their names, in order; none without TimescaleDB. The caller may change the set. */
  public static Set<TableName> names(Connection connection) throws SQLException {
    Set<TableName> names = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("select to_regclass('_timescaledb_catalog.hypertable')::text")) {
        row.next();
        if (row.getString(1) == null) {
          return names;
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "select schema_name, table_name from _timescaledb_catalog.hypertable")) {
        while (rows.next()) {
          names.add(new TableName(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return names;
  }
}
