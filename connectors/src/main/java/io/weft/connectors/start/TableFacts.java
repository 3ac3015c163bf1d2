package io.weft.connectors.start;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the catalog says of a table's columns.
 *
 * @param columns all but generated ones
 * @param nullable those that may be NULL
 * @param isIdentityFull whether the log tells a deleted row whole
 * @param identity the columns of a deleted row that the log tells otherwise
 * @param keys by the name of an index that could be the replica identity, its columns
 */
record TableFacts(
    Set<String> columns,
    Set<String> nullable,
    boolean isIdentityFull,
    Set<String> identity,
    Map<String, Set<String>> keys) {

  /** Columns that an index includes are not of its key, and not in the log. */
  private static final String FACTS =
      """
      select c.oid::int8,
             array(select a.attname::text from pg_catalog.pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''),
             array(select a.attname::text from pg_catalog.pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and not a.attnotnull),
             c.relreplident = 'f',
             array(select a.attname::text
                     from pg_catalog.pg_index i
                    cross join pg_catalog.unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) k(attnum)
                     join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                    where i.indrelid = c.oid and i.indisvalid
                      and case c.relreplident when 'd' then i.indisprimary when 'i' then i.indisreplident else false end)
        from pg_catalog.pg_class c where c.oid = any (?::int8[]::oid[])""";

  private static final String KEYS =
      """
      select i.indrelid::int8, n.relname,
             array(select a.attname::text
                     from pg_catalog.unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) k(attnum)
                     join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum)
        from pg_catalog.pg_index i join pg_catalog.pg_class n on n.oid = i.indexrelid
       where i.indrelid = any (?::int8[]::oid[])
         and i.indisunique and i.indimmediate and i.indisvalid and i.indpred is null and i.indexprs is null
         and not exists (select from pg_catalog.unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) k(attnum)
                           join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                          where not a.attnotnull)
       order by n.relname""";

  /** Reads tables, by their ids. */
  static Map<Long, TableFacts> read(Connection source, Collection<Long> oids) throws SQLException {
    Map<Long, Map<String, Set<String>>> keys = new HashMap<>();
    try (PreparedStatement statement = withOids(source, KEYS, oids);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        keys.computeIfAbsent(row.getLong(1), oid -> new LinkedHashMap<>())
            .put(row.getString(2), names(row.getArray(3)));
      }
    }
    Map<Long, TableFacts> facts = new HashMap<>();
    try (PreparedStatement statement = withOids(source, FACTS, oids);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        facts.put(
            row.getLong(1),
            new TableFacts(
                names(row.getArray(2)),
                names(row.getArray(3)),
                row.getBoolean(4),
                names(row.getArray(5)),
                keys.getOrDefault(row.getLong(1), Map.of())));
      }
    }
    return facts;
  }

  private static PreparedStatement withOids(Connection source, String sql, Collection<Long> oids)
      throws SQLException {
    PreparedStatement statement = source.prepareStatement(sql);
    statement.setArray(1, source.createArrayOf("int8", oids.toArray()));
    return statement;
  }

  private static Set<String> names(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }

  /** Whether the log tells some columns of a deleted row. */
  boolean identityHolds(List<String> some) {
    return isIdentityFull || identity.containsAll(some);
  }
}
