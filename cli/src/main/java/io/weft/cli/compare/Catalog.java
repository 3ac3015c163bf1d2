package io.weft.cli.compare;

import io.weft.cli.compare.TableShape.Column;
import io.weft.cli.compare.TableShape.Kind;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tables and their shapes from a server's catalog. */
final class Catalog {

  private static final String TABLES =
      """
      select n.nspname, c.relname
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
        and n.nspname not in ('information_schema', 'weft')
        and n.nspname !~ '^(pg_|_timescaledb_|timescaledb_)'
        and not exists (
          select from pg_catalog.pg_depend d
          where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            and d.objid = c.oid and d.deptype = 'e')
      """;

  private static final String TABLE =
      """
      select c.oid
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')
      """;

  private static final String COLUMNS =
      """
      select a.attname, coalesce(nullif(t.typbasetype, 0), t.oid)::bigint as base_type
      from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
      where a.attrelid = ? and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """;

  /** Chunks of a hypertable are its children too, but its indexes do span them. */
  private static final String KEY =
      """
      select a.attname
      from (
        select i.indrelid, i.indkey::smallint[] as attnums, i.indnkeyatts
        from pg_catalog.pg_index i
        where i.indrelid = ? and i.indisunique and i.indisvalid
          and i.indpred is null and i.indexprs is null
          and not exists (
            select from pg_catalog.pg_attribute a
            where a.attrelid = i.indrelid and not a.attnotnull
              and a.attnum = any ((i.indkey::smallint[])[0:i.indnkeyatts - 1]))
          and not exists (
            select from pg_catalog.pg_inherits h
              join pg_catalog.pg_class child on child.oid = h.inhrelid
              join pg_catalog.pg_namespace n on n.oid = child.relnamespace
            where h.inhparent = i.indrelid and not child.relispartition
              and n.nspname !~ '^_timescaledb_')
        order by i.indisprimary desc, i.indisreplident desc, i.indnkeyatts, i.indexrelid
        limit 1) key
      cross join lateral unnest(key.attnums) with ordinality u (attnum, position)
      join pg_catalog.pg_attribute a on a.attrelid = key.indrelid and a.attnum = u.attnum
      where u.position <= key.indnkeyatts
      order by u.position
      """;

  /** OIDs of the built-in types, which never change (PostgreSQL's pg_type.dat). */
  private static final long INT8 = 20;

  private static final long INT2 = 21;
  private static final long INT4 = 23;
  private static final long UUID = 2950;

  private Catalog() {}

  static List<TableName> tables(Connection connection) throws SQLException {
    List<TableName> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        tables.add(new TableName(rows.getString(1), rows.getString(2)));
      }
    }
    return tables;
  }

  static Optional<TableShape> shape(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        long oid = rows.getLong(1);
        return Optional.of(new TableShape(columns(connection, oid), key(connection, oid)));
      }
    }
  }

  private static List<Column> columns(Connection connection, long table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(new Column(rows.getString(1), kind(rows.getLong(2))));
        }
      }
    }
    return columns;
  }

  private static Kind kind(long type) {
    if (type == INT2 || type == INT4 || type == INT8) {
      return Kind.INTEGER;
    }
    return type == UUID ? Kind.UUID : Kind.OTHER;
  }

  private static List<String> key(Connection connection, long table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
      statement.setLong(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
