package io.weft.cli.check;

import io.weft.postgres.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads every table that a person may mean: not the system's, no partitions, none of extensions.
 */
final class CatalogReader {

  private static final String IS_ONE =
      """
      c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
      and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'weft')
      and n.nspname !~ '^_timescaledb_' and n.nspname !~ '^timescaledb_'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                      and d.objid = c.oid and d.deptype = 'e')
      """;

  private static final String TABLES =
      """
      select c.oid, n.nspname, c.relname, c.relpersistence, c.relreplident,
             c.reltuples::bigint as rows,
             has_schema_privilege(n.oid, 'USAGE') as "USAGE",
             has_table_privilege(c.oid, 'SELECT') as "SELECT",
             has_table_privilege(c.oid, 'INSERT') as "INSERT",
             has_table_privilege(c.oid, 'UPDATE') as "UPDATE",
             has_table_privilege(c.oid, 'DELETE') as "DELETE",
             has_table_privilege(c.oid, 'TRUNCATE') as "TRUNCATE",
             pg_has_role(c.relowner, 'USAGE') as "OWNER",
             row_security_active(c.oid) as hides_rows,
             c.relkind = 'r' and exists (select from pg_inherits i where i.inhparent = c.oid)
               as has_children,
             array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality k(n, at)
                   join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n
                   where i.indrelid = c.oid and i.indisprimary and k.at <= i.indnkeyatts
                   order by k.at) as key_columns,
             array(select a.attname::text from pg_index i, unnest(i.indkey) k(n)
                   join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n
                   where i.indrelid = c.oid and case c.relreplident
                     when 'd' then i.indisprimary when 'i' then i.indisreplident else false end)
               as identity_columns,
             array(select g.tgname::text from pg_trigger g join pg_proc f on f.oid = g.tgfoid
                    join pg_namespace s on s.oid = f.pronamespace
                    where (g.tgrelid = c.oid or g.tgrelid in (select p.relid from pg_partition_tree(c.oid) p))
                      and not g.tgisinternal and g.tgenabled in ('O', 'A') and s.nspname !~ 'timescaledb'
                    group by 1 order by 1) as triggers,
             array(select quote_ident(s.nspname) || '.' || quote_ident(l.relname)
                     from pg_partition_tree(c.oid) p join pg_class l on l.oid = p.relid
                     join pg_namespace s on s.oid = l.relnamespace
                    where p.isleaf and l.relkind = 'r' and l.relreplident <> 'f' and not exists (
                      select from pg_index i where i.indrelid = l.oid and case l.relreplident
                        when 'd' then i.indisprimary when 'i' then i.indisreplident else false end)
                    order by 1) as bare_partitions,
             array(select quote_ident(s.nspname) || '.' || quote_ident(l.relname)
                     from pg_partition_tree(c.oid) p join pg_class l on l.oid = p.relid
                     join pg_namespace s on s.oid = l.relnamespace
                    where l.relkind = 'f' order by 1) as foreign_partitions,
             (select count(distinct r.oid) + count(i.indexrelid)
                from (select c.oid union select p.relid::oid from pg_partition_tree(c.oid) p) r(oid)
                left join pg_index i on i.indrelid = r.oid) as locks
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where
      """
          + IS_ONE;

  private static final String COLUMNS =
      """
      select c.oid, a.attname, format_type(a.atttypid, a.atttypmod) as type,
             (select quote_ident(s.nspname) || '.' || quote_ident(o.collname)
                from pg_collation o join pg_namespace s on s.oid = o.collnamespace
               where o.oid = a.attcollation and o.oid <> t.typcollation) as collation,
             a.attgenerated::text || a.attidentity::text as kind,
             pg_get_expr(d.adbin, d.adrelid) as expression,
             a.attnotnull as not_null,
             (a.attmissingval::text::text[])[1] as missing,
             array(select e.enumlabel::text from pg_enum e
                    where e.enumtypid = case t.typcategory when 'A' then t.typelem else t.oid end
                    order by e.enumsortorder) as labels
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attnum > 0 and not a.attisdropped and
      """
          + IS_ONE
          + " order by c.oid, a.attnum";

  private static final List<String> RIGHTS =
      List.of("USAGE", "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "OWNER");

  private CatalogReader() {}

  static NavigableMap<TableName, CatalogTable> read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Types are then printed with their schema wherever they have one to print.
      statement.execute("set search_path = pg_catalog");
      Map<Long, List<CatalogColumn>> columns = readColumns(statement);
      NavigableMap<TableName, CatalogTable> tables = new TreeMap<>();
      try (ResultSet row = statement.executeQuery(TABLES)) {
        while (row.next()) {
          CatalogTable table = table(row, columns.getOrDefault(row.getLong("oid"), List.of()));
          tables.put(table.name(), table);
        }
      }
      return tables;
    }
  }

  private static Map<Long, List<CatalogColumn>> readColumns(Statement statement)
      throws SQLException {
    Map<Long, List<CatalogColumn>> columns = new HashMap<>();
    try (ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        columns.computeIfAbsent(row.getLong("oid"), oid -> new ArrayList<>()).add(column(row));
      }
    }
    return columns;
  }

  private static CatalogColumn column(ResultSet row) throws SQLException {
    return new CatalogColumn(
        row.getString("attname"),
        row.getString("type"),
        new ColumnDefinition(
            Optional.ofNullable(row.getString("collation")),
            row.getString("kind"),
            Optional.ofNullable(row.getString("expression")),
            row.getBoolean("not_null"),
            Optional.ofNullable(row.getString("missing"))),
        texts(row.getArray("labels")));
  }

  private static CatalogTable table(ResultSet row, List<CatalogColumn> columns)
      throws SQLException {
    List<String> rights = new ArrayList<>();
    for (String right : RIGHTS) {
      if (row.getBoolean(right)) {
        rights.add(right);
      }
    }
    String replicaIdentity = row.getString("relreplident");
    List<String> identity =
        replicaIdentity.equals("f")
            ? columns.stream().map(CatalogColumn::name).toList()
            : texts(row.getArray("identity_columns"));
    return new CatalogTable(
        new TableName(row.getString("nspname"), row.getString("relname")),
        row.getString("relpersistence"),
        replicaIdentity,
        Set.copyOf(identity),
        texts(row.getArray("key_columns")),
        columns,
        row.getLong("rows"),
        Set.copyOf(rights),
        row.getBoolean("hides_rows"),
        row.getBoolean("has_children"),
        texts(row.getArray("triggers")),
        texts(row.getArray("bare_partitions")),
        texts(row.getArray("foreign_partitions")),
        row.getLong("locks"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
