package io.weft.it.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as PostgreSQL prints them. */
final class RowText {

  private RowText() {}

  static void assertEqual(Connection source, Connection target, TableName table)
      throws SQLException {
    String columns = columns(source, table);
    assertThat(rows(target, table, columns))
        .as("rows of %s in the target", table)
        .containsExactlyElementsOf(rows(source, table, columns));
  }

  private static String columns(Connection connection, TableName table) throws SQLException {
    return read(
            connection,
            "SELECT attname FROM pg_attribute WHERE attrelid = "
                + Identifiers.literal(table.quoted())
                + "::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum")
        .stream()
        .map(Identifiers::quote)
        // each by itself: a row of one column, and one whose value is NULL, stay tell-tale
        .map(column -> "coalesce(quote_literal(" + column + "::text), 'NULL')")
        .collect(Collectors.joining(" || ', ' || "));
  }

  private static List<String> rows(Connection connection, TableName table, String columns)
      throws SQLException {
    return read(
        connection,
        "SELECT line FROM (SELECT "
            + columns
            + " AS line FROM "
            + table.quoted()
            + ") AS lines ORDER BY line COLLATE \"C\"");
  }

  private static List<String> read(Connection connection, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
