package io.weft.connectors.start;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A table of the source, with what decides whether it can be captured.
 *
 * @param oid its id in the catalog
 * @param ancestors ids of the partitioned tables that it is a partition of, at any depth
 * @param isPartitioned whether it has no rows of its own but those of its partitions
 * @param isUnlogged whether its changes are absent from the log
 * @param identity how its old rows are found
 * @param hidesRows whether row-level security would keep rows from the connector's role
 * @param generatedColumns columns that the server computes, and does not log
 * @param hasColumnsAlikeButForCase whether Debezium would take two columns for one
 * @param identityIndexColumns the columns of the index that is the replica identity in place of the
 *     primary key; empty for other tables
 * @param isReadable whether the connector's role may select from it
 * @param hasColumns whether it has any but generated ones
 * @param generatedIdentityColumns generated columns of the index that is the replica identity
 */
record CatalogTable(
    TableName name,
    long oid,
    Set<Long> ancestors,
    boolean isPartitioned,
    boolean isUnlogged,
    Identity identity,
    boolean hidesRows,
    List<String> generatedColumns,
    boolean hasColumnsAlikeButForCase,
    List<String> identityIndexColumns,
    boolean isReadable,
    boolean hasColumns,
    List<String> generatedIdentityColumns) {

  /** How an UPDATE or DELETE names the row in the log. */
  enum Identity {
    KEY,
    FULL,
    NONE
  }

  /**
   * Tables that people made. Absent are those of the server, of extensions, of Weft, of TimescaleDB
   * and of Citus.
   */
  private static final String TABLES =
      """
      select n.nspname, c.relname, c.oid::int8,
             array(select a.relid::oid::int8 from pg_partition_ancestors(c.oid) a where a.relid <> c.oid),
             c.relkind = 'p', c.relpersistence = 'u',
             case c.relreplident
               when 'f' then 'FULL'
               when 'd' then case when exists (
                 select from pg_index i where i.indrelid = c.oid and i.indisprimary and i.indisvalid and i.indimmediate)
                 then 'KEY' else 'NONE' end
               when 'i' then case when exists (
                 select from pg_index i where i.indrelid = c.oid and i.indisreplident and i.indisvalid)
                 then 'KEY' else 'NONE' end
               else 'NONE' end,
             row_security_active(c.oid),
             array(select a.attname::text from pg_attribute a
                    where a.attrelid = c.oid and a.attgenerated <> '' and not a.attisdropped),
             exists (select from pg_attribute a
                      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                      group by lower(a.attname) having count(*) > 1),
             array(select a.attname::text
                     from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, place), pg_attribute a
                    where i.indrelid = c.oid and c.relreplident = 'i' and i.indisreplident and not i.indisprimary
                      and a.attrelid = c.oid and a.attnum = k.attnum and k.place <= i.indnkeyatts
                    order by k.place),
             has_schema_privilege(n.oid, 'USAGE') and (has_table_privilege(c.oid, 'SELECT') or has_any_column_privilege(c.oid, 'SELECT')),
             exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''),
             array(select a.attname::text
                     from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                    where i.indrelid = c.oid and a.attgenerated <> ''
                      and case c.relreplident when 'd' then i.indisprimary when 'i' then i.indisreplident else false end)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and c.relpersistence <> 't'
         and n.nspname !~ '^(pg_|_timescaledb|timescaledb_|columnar)'
         and n.nspname not in ('information_schema', 'weft', 'citus', 'citus_internal')
         and not exists (
           select from pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
       order by 1, 2""";

  static List<CatalogTable> readAll(Connection source) throws SQLException {
    List<CatalogTable> tables = new ArrayList<>();
    try (Statement statement = source.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        tables.add(
            new CatalogTable(
                new TableName(rows.getString(1), rows.getString(2)),
                rows.getLong(3),
                Set.copyOf(Arrays.asList((Long[]) rows.getArray(4).getArray())),
                rows.getBoolean(5),
                rows.getBoolean(6),
                Identity.valueOf(rows.getString(7)),
                rows.getBoolean(8),
                List.of((String[]) rows.getArray(9).getArray()),
                rows.getBoolean(10),
                List.of((String[]) rows.getArray(11).getArray()),
                rows.getBoolean(12),
                rows.getBoolean(13),
                List.of((String[]) rows.getArray(14).getArray())));
      }
    }
    return tables;
  }
}
