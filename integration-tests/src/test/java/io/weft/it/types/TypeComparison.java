package io.weft.it.types;

import io.weft.it.env.Database;
import io.weft.postgres.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;

/**
 * Compares columns by what PostgreSQL prints of them under the same settings, and by the bytes of
 * the binary format where that means the same on every server.
 */
public final class TypeComparison {

  private static final String SAME_SETTINGS =
      """
      SET search_path = pg_catalog; SET datestyle = 'ISO, YMD'; SET timezone = 'UTC';
      SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1;
      SET lc_monetary = 'C'; SET xmloption = 'content'""";

  /**
   * Numbers that a database gives out by itself are in some; a composite's text holds its parts'.
   */
  private static final String BINARY =
      """
      SELECT p.oid::regproc::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
        JOIN pg_proc p ON p.oid = b.typsend
       WHERE a.attrelid = %s::regclass AND a.attname = '%s' AND b.typtype = 'b'
         AND p.proargtypes[0] = b.oid AND b.typcategory <> 'A' AND b.typname NOT LIKE 'reg%%' AND b.typnamespace = 'pg_catalog'::regnamespace""";

  private static final int SHOWN = 300;

  private TypeComparison() {}

  /** Adds what differs between the two databases. */
  public static void compare(
      TypeTable table, Database source, Database target, SoftAssertions soft) {
    String quoted = "public." + table.quoted();
    try (Connection from = source.connect();
        Connection to = target.connect()) {
      execute(from, SAME_SETTINGS);
      execute(to, SAME_SETTINGS);
      String ids = "SELECT id::text, touched::text FROM " + quoted + " ORDER BY id";
      soft.assertThat(rows(to, ids)).as(table.name() + " ids").isEqualTo(rows(from, ids));
      for (int i = 0; i < table.types().size(); i++) {
        String query = query(from, quoted, TypeTable.column(i), table.types().get(i).type());
        soft.assertThat(rows(to, query))
            .as("%s %s", table.name(), table.types().get(i).type())
            .isEqualTo(rows(from, query));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Could not compare " + table.name(), e);
    }
  }

  private static String query(Connection source, String table, String column, String type)
      throws SQLException {
    Optional<String> send =
        rows(source, BINARY.formatted(Identifiers.literal(table), column)).keySet().stream()
            .findFirst();
    // Versions print a byte beyond ASCII in two ways, one of which is no text.
    String print = type.equals("\"char\"") ? "encode(charsend(%1$s), 'hex')" : "concat(%1$s)";
    String text = "coalesce(CASE num_nulls(%1$s) WHEN 0 THEN " + print + " END, 'NULL of SQL')";
    // A cast of xml shows the declaration, which PostgreSQL leaves out wherever it prints a value.
    String cast =
        type.equals("xml") || type.equals("\"char\"")
            ? "''"
            : "md5(coalesce(%1$s::text, 'NULL of SQL'))";
    String bytes = send.map(name -> "coalesce(md5(%s(%%1$s)), '')".formatted(name)).orElse("''");
    return "SELECT id::text, left(%1$s, %2$d) || ' ' || md5(%1$s) || ' ' || %3$s || ' ' || %4$s FROM %5$s ORDER BY id"
        .formatted(
            text.formatted(column), SHOWN, cast.formatted(column), bytes.formatted(column), table);
  }

  private static Map<String, List<String>> rows(Connection connection, String query)
      throws SQLException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      boolean hasValue = row.getMetaData().getColumnCount() > 1;
      while (row.next()) {
        rows.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
            .add(hasValue ? row.getString(2) : "");
      }
    }
    return rows;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
