package io.weft.sink.target;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Names a table for a statement that is to bear on its own rows, and not on those of tables that
 * inherit from it, which travel by themselves. Partitions and a hypertable's chunks are its own.
 */
public final class OwnRows {

  private static final String HAS_CHILDREN =
      """
      select exists (
        select from pg_inherits i
        join pg_class c on c.oid = i.inhparent
        join pg_namespace s on s.oid = c.relnamespace
        where s.nspname = ? and c.relname = ? and c.relkind = 'r')
      """;

  private OwnRows() {}

  /** The name, quoted, with {@code ONLY} before it where it makes a difference. */
  public static String of(Connection connection, TableName name, TableKind kind)
      throws SQLException {
    return kind == TableKind.PLAIN && hasChildren(connection, name)
        ? "ONLY " + name.quoted()
        : name.quoted();
  }

  private static boolean hasChildren(Connection connection, TableName name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HAS_CHILDREN)) {
      query.setString(1, name.schema());
      query.setString(2, name.table());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
