package io.weft.sink.target;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
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
   * The first number that is not of a type of PostgreSQL's own (transam.h, FirstNormalObjectId).
   */
  private static final int FIRST_MADE_BY_PEOPLE = 16_384;

  /**
   * Type modifier -1 rather than NULL: the name is then right as a cast without length ({@code
   * bpchar}, where NULL gives {@code character}, which means {@code character(1)}).
   */
  private static final String COLUMNS =
      """
      select a.attname, format_type(a.atttypid, -1),
        case when b.typtype = 'e' then '%s' else format_type(b.oid, -1) end,
        coalesce((select format('OPERATOR(%%I.=)', n.nspname)
                  from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
                  where o.oprname = '=' and o.oprleft = b.oid and o.oprright = b.oid
                  order by n.nspname <> 'pg_catalog' limit 1), '='),
        a.attgenerated <> '', a.attidentity = 'a',
        exists (select from pg_cast f where f.castsource = 'text'::regtype and f.casttarget = b.oid
                 and f.castmethod = 'f' and (b.oid = 'regclass'::regtype or b.oid >= %d))
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace s on s.oid = c.relnamespace
      cross join lateral (
        with recursive under(oid, base) as (
          select t.oid, t.typbasetype from pg_type t where t.oid = a.atttypid
          union all
          select t.oid, t.typbasetype from under u join pg_type t on t.oid = u.base)
        select oid from under where base = 0) u
      join pg_type b on b.oid = u.oid
      where s.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')
        and a.attnum > 0 and not a.attisdropped
      order by a.attnum
      """
          .formatted(TargetColumn.ENUM, FIRST_MADE_BY_PEOPLE);

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

  private static final String REFERENCES =
      """
      select distinct rs.nspname, rc.relname
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_namespace s on s.oid = c.relnamespace
      join pg_class rc on rc.oid = f.confrelid
      join pg_namespace rs on rs.oid = rc.relnamespace
      where s.nspname = ? and c.relname = ? and f.contype = 'f' and f.confrelid <> f.conrelid
      """;

  private static final String DIMENSIONS =
      """
      select column_name,
        coalesce(integer_interval, (extract(epoch from time_interval) * 1000000)::bigint, 0)
      from timescaledb_information.dimensions where hypertable_schema = ? and hypertable_name = ?
      """;

  private static final String DISTRIBUTION =
      """
      select p.partmethod = 'n', p.repmodel = 't', column_to_column_name(p.logicalrelid, p.partkey)
      from pg_dist_partition p
      join pg_class c on c.oid = p.logicalrelid
      join pg_namespace s on s.oid = c.relnamespace
      where s.nspname = ? and c.relname = ?
      """;

  private static final String COLUMNAR =
      """
      select a.amname = 'columnar'
      from pg_class c
      join pg_namespace s on s.oid = c.relnamespace
      join pg_am a on a.oid = c.relam
      where s.nspname = ? and c.relname = ?
      """;

  private static final String COMPRESSED =
      """
      select compression_enabled from timescaledb_information.hypertables
      where hypertable_schema = ? and hypertable_name = ?
      """;

  private final Connection connection;
  private final Map<TableName, Optional<TargetTable>> known = new HashMap<>();
  private Set<String> extensions;

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
    Map<String, TargetColumn> columns = columns(name);
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    Placement placement = placement(name);
    return Optional.of(
        new TargetTable(
            name,
            placement.kind(),
            columns,
            key(name),
            placement.by(),
            references(name),
            isColumnar(name, placement.kind())));
  }

  /** Where rows are, and the columns that decide it. */
  private record Placement(TableKind kind, Map<String, Long> by) {

    static final Placement PLAIN = new Placement(TableKind.PLAIN, Map.of());
  }

  private Placement placement(TableName name) throws SQLException {
    Map<String, Long> dimensions = has("timescaledb") ? dimensions(name) : Map.of();
    if (!dimensions.isEmpty()) {
      return new Placement(TableKind.HYPERTABLE, dimensions);
    }
    return has("citus") ? distribution(name) : Placement.PLAIN;
  }

  private boolean isColumnar(TableName name, TableKind kind) throws SQLException {
    String question = kind == TableKind.HYPERTABLE ? COMPRESSED : COLUMNAR;
    try (PreparedStatement query = prepare(question, name);
        ResultSet rows = query.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private Map<String, TargetColumn> columns(TableName name) throws SQLException {
    Map<String, TargetColumn> columns = new LinkedHashMap<>();
    try (PreparedStatement query = prepare(COLUMNS, name);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        columns.put(
            rows.getString(1),
            new TargetColumn(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getBoolean(5),
                rows.getBoolean(6),
                rows.getBoolean(7)));
      }
    }
    return columns;
  }

  private TargetTable.Key key(TableName name) throws SQLException {
    try (PreparedStatement query = prepare(KEY, name);
        ResultSet rows = query.executeQuery()) {
      return rows.next()
          ? new TargetTable.Key(List.of(names(rows)), rows.getBoolean(2))
          : TargetTable.Key.NONE;
    }
  }

  private Set<TableName> references(TableName name) throws SQLException {
    Set<TableName> references = new HashSet<>();
    try (PreparedStatement query = prepare(REFERENCES, name);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        references.add(new TableName(rows.getString(1), rows.getString(2)));
      }
    }
    return references;
  }

  private Map<String, Long> dimensions(TableName name) throws SQLException {
    Map<String, Long> dimensions = new HashMap<>();
    try (PreparedStatement query = prepare(DIMENSIONS, name);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        dimensions.put(rows.getString(1), rows.getLong(2));
      }
    }
    return dimensions;
  }

  private Placement distribution(TableName name) throws SQLException {
    try (PreparedStatement query = prepare(DISTRIBUTION, name);
        ResultSet rows = query.executeQuery()) {
      if (!rows.next()) {
        return Placement.PLAIN;
      }
      boolean isWhole = rows.getBoolean(1);
      boolean isOnEveryNode = rows.getBoolean(2);
      if (!isWhole) {
        return new Placement(TableKind.DISTRIBUTED, Map.of(rows.getString(3), 0L));
      }
      return isOnEveryNode ? new Placement(TableKind.REFERENCE, Map.of()) : Placement.PLAIN;
    }
  }

  private boolean has(String extension) throws SQLException {
    if (extensions == null) {
      Set<String> found = new HashSet<>();
      try (PreparedStatement query =
              connection.prepareStatement("select extname from pg_extension");
          ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      extensions = found;
    }
    return extensions.contains(extension);
  }

  private static String[] names(ResultSet rows) throws SQLException {
    return (String[]) rows.getArray(1).getArray();
  }

  private PreparedStatement prepare(String sql, TableName name) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, name.schema());
    statement.setString(2, name.table());
    return statement;
  }
}
