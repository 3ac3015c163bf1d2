package io.weft.sink.target;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads tables from the target's catalog and remembers them for as long as the connection lives.
 *
 * <p>Expects a {@code search_path} of {@code pg_catalog} alone, which makes {@code format_type}
 * qualify every other type. Not thread-safe.
 */
public final class TargetCatalog {

  /**
   * Type modifier -1 rather than NULL: the name is then right as a cast without length ({@code
   * bpchar}, where NULL gives {@code character}, which means {@code character(1)}).
   */
  private static final String COLUMNS =
      """
      select a.attname, format_type(a.atttypid, -1), a.attgenerated <> '', a.attidentity = 'a'
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace s on s.oid = c.relnamespace
      where s.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')
        and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """;

  private static final String KEY =
      """
      select array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k(attnum, place)
                   join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place), i.indimmediate
      from pg_index i
      join pg_class c on c.oid = i.indrelid
      join pg_namespace s on s.oid = c.relnamespace
      where s.nspname = ? and c.relname = ? and i.indisunique and i.indisvalid
        and i.indpred is null and i.indexprs is null
        and not exists (select from unnest(i.indkey::int2[]) k(attnum)
                        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                        where not a.attnotnull)
      order by i.indisprimary desc, i.indisreplident desc, i.indnkeyatts, i.indexrelid
      limit 1
      """;

  private static final String DIMENSIONS =
      "select array(select column_name::text from timescaledb_information.dimensions"
          + " where hypertable_schema = ? and hypertable_name = ?)";

  private final Connection connection;
  private final Map<TableName, Optional<TargetTable>> known = new HashMap<>();
  private Boolean timescale;

  /** Reads through the connection, inside whatever transaction it has open. */
  public TargetCatalog(Connection connection) {
    this.connection = connection;
  }

  /** Forgets a table, so that it is read anew. */
  public void forget(TableName name) {
    known.remove(name);
  }

  /**
   * Finds a table.
   *
   * @return empty if the target has no such table, or something else under that name
   */
  public Optional<TargetTable> find(TableName name) throws SQLException {
    Optional<TargetTable> table = known.get(name);
    if (table == null) {
      table = read(name);
      known.put(name, table);
    }
    return table;
  }

  private Optional<TargetTable> read(TableName name) throws SQLException {
    Map<String, TargetColumn> columns = new LinkedHashMap<>();
    try (PreparedStatement query = prepare(COLUMNS, name);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        columns.put(
            rows.getString(1),
            new TargetColumn(
                rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
      }
    }
    return columns.isEmpty() ? Optional.empty() : Optional.of(withKey(name, columns));
  }

  private TargetTable withKey(TableName name, Map<String, TargetColumn> columns)
      throws SQLException {
    try (PreparedStatement query = prepare(KEY, name);
        ResultSet rows = query.executeQuery()) {
      boolean found = rows.next();
      return new TargetTable(
          name,
          columns,
          found ? names(rows) : List.of(),
          found && rows.getBoolean(2),
          Set.copyOf(dimensions(name)));
    }
  }

  private List<String> dimensions(TableName name) throws SQLException {
    if (timescale == null) {
      try (PreparedStatement query =
              connection.prepareStatement(
                  "select from pg_extension where extname = 'timescaledb'");
          ResultSet rows = query.executeQuery()) {
        timescale = rows.next();
      }
    }
    if (!timescale) {
      return List.of();
    }
    try (PreparedStatement query = prepare(DIMENSIONS, name);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return names(rows);
    }
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    return List.of((String[]) rows.getArray(1).getArray());
  }

  private PreparedStatement prepare(String sql, TableName name) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, name.schema());
    statement.setString(2, name.table());
    return statement;
  }
}
