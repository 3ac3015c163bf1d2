package io.weft.postgres.distribution;

import io.weft.postgres.Hypertables;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.Hop.Comparison;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a source's catalog says of foreign keys.
 *
 * @param tables the names among those asked for that each table has for columns of its own
 * @param hops by the table that names rows of another one, in no order, none twice
 * @param together tables whose rows are in others that belong to them
 */
record ForeignKeyCatalog(
    Map<TableName, Set<String>> tables, Map<TableName, Set<Hop>> hops, Set<TableName> together) {

  private static final String COLUMNS =
      """
      select n.nspname, c.relname, c.relkind::text,
             array(select a.attname::text from pg_catalog.pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                      and a.attname = any (?::text[]))
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p')
         and n.nspname <> 'information_schema' and n.nspname !~ '^pg_(catalog|toast|temp)'""";

  /**
   * A key that names a partitioned table has an entry for each of the partitions named, too, which
   * is of the same table as the key itself. The entry of a partition that inherits its own side
   * counts. A key over a period names no single row.
   */
  private static final String KEYS =
      """
      select cn.nspname, c.relname, pn.nspname, p.relname,
             array(select a.attname::text
                     from pg_catalog.unnest(k.conkey) with ordinality u(n, i)
                     join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n
                    order by u.i),
             array(select a.attname::text
                     from pg_catalog.unnest(k.confkey) with ordinality u(n, i)
                     join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n
                    order by u.i),
             array(select pg_catalog.format('operator(%I.%s)', s.nspname, o.oprname)
                     from pg_catalog.unnest(k.conpfeqop) with ordinality u(n, i)
                     join pg_catalog.pg_operator o on o.oid = u.n
                     join pg_catalog.pg_namespace s on s.oid = o.oprnamespace
                    order by u.i),
             array(select case when pa.attcollation <> ca.attcollation and ca.attcollation <> 0
                               then pg_catalog.format(' collate %I.%I', s.nspname, l.collname)
                               else '' end
                     from rows from (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey))
                          with ordinality u(n, pn, i)
                     join pg_catalog.pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = u.n
                     join pg_catalog.pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = u.pn
                     left join pg_catalog.pg_collation l on l.oid = pa.attcollation
                     left join pg_catalog.pg_namespace s on s.oid = l.collnamespace
                    order by u.i)
        from pg_catalog.pg_constraint k
        join pg_catalog.pg_class c on c.oid = k.conrelid
        join pg_catalog.pg_namespace cn on cn.oid = c.relnamespace
        join pg_catalog.pg_class p on p.oid = k.confrelid
        join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
       where k.contype = 'f'
         and coalesce(pg_catalog.to_jsonb(k)->>'conperiod', 'false') <> 'true'
         and not exists (select from pg_catalog.pg_constraint o
                          where o.oid = k.conparentid and o.conrelid = k.conrelid)""";

  private static final String IS_UNIQUE =
      """
      select exists (
        select from pg_catalog.pg_index i
         where i.indrelid = ?::text::pg_catalog.regclass and i.indisunique and i.indisvalid
           and i.indpred is null and i.indexprs is null
           and not exists (
             select from pg_catalog.unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) u(n)
              join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.n
             where a.attname <> all (?::text[])))""";

  /**
   * Reads all of a database's foreign keys.
   *
   * @param columns the names to look for among the tables' columns
   */
  static ForeignKeyCatalog read(Connection source, Set<String> columns) throws SQLException {
    Map<TableName, Set<String>> tables = new HashMap<>();
    Set<TableName> together = new HashSet<>(Hypertables.names(source));
    try (PreparedStatement statement = source.prepareStatement(COLUMNS)) {
      statement.setArray(1, source.createArrayOf("text", columns.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          TableName table = new TableName(rows.getString(1), rows.getString(2));
          tables.put(table, Set.copyOf(strings(rows, 4)));
          if (rows.getString(3).equals("p")) {
            together.add(table);
          }
        }
      }
    }
    return new ForeignKeyCatalog(tables, hops(source, together), together);
  }

  private static Map<TableName, Set<Hop>> hops(Connection source, Set<TableName> together)
      throws SQLException {
    Map<TableName, Set<Hop>> hops = new HashMap<>();
    try (PreparedStatement statement = source.prepareStatement(KEYS);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        TableName table = new TableName(rows.getString(1), rows.getString(2));
        TableName parent = new TableName(rows.getString(3), rows.getString(4));
        ForeignKey key = new ForeignKey(table, strings(rows, 5), parent, strings(rows, 6));
        List<String> operators = strings(rows, 7);
        List<String> collations = strings(rows, 8);
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < operators.size(); i++) {
          comparisons.add(new Comparison(operators.get(i), collations.get(i)));
        }
        hops.computeIfAbsent(table, any -> new LinkedHashSet<>())
            .add(new Hop(key, comparisons, !together.contains(parent)));
      }
    }
    return hops;
  }

  private static List<String> strings(ResultSet rows, int column) throws SQLException {
    return Stream.of((String[]) rows.getArray(column).getArray()).toList();
  }

  /** The hop of a declared key: that of the constraint, where there is one. */
  Hop hop(ForeignKey declared) {
    return hops.getOrDefault(declared.table(), Set.of()).stream()
        .filter(hop -> isSame(hop.key(), declared))
        .findFirst()
        .orElseGet(
            () ->
                new Hop(
                    declared,
                    declared.columns().stream().map(column -> Comparison.EQUAL).toList(),
                    !together.contains(declared.parent())));
  }

  private static boolean isSame(ForeignKey one, ForeignKey other) {
    return one.parent().equals(other.parent()) && pairs(one).equals(pairs(other));
  }

  private static Set<List<String>> pairs(ForeignKey key) {
    Set<List<String>> pairs = new HashSet<>();
    for (int i = 0; i < key.columns().size(); i++) {
      pairs.add(List.of(key.columns().get(i), key.parentColumns().get(i)));
    }
    return pairs;
  }

  /** What is wrong with declared keys, in words that name the next step. */
  List<String> faults(Connection source, List<ForeignKey> declared) throws SQLException {
    List<String> faults = new ArrayList<>();
    for (ForeignKey key : declared) {
      List<String> missing = new ArrayList<>(missing(key.table(), key.columns()));
      missing.addAll(missing(key.parent(), key.parentColumns()));
      if (!missing.isEmpty()) {
        faults.add(
            "The foreign key %s of %s names what the source does not have: %s"
                .formatted(key, ForeignKey.SETTING, String.join(", ", missing)));
      } else if (!isUnique(source, key)) {
        faults.add(
            "The foreign key %s of %s does not say which row of %s is meant: no unique index there holds those columns alone. Name columns of a unique index, or make one"
                .formatted(key, ForeignKey.SETTING, key.parent()));
      }
    }
    return faults;
  }

  private List<String> missing(TableName table, List<String> columns) {
    Set<String> there = tables.get(table);
    return there == null
        ? List.of("table " + table)
        : columns.stream()
            .filter(column -> !there.contains(column))
            .map(column -> "column %s of table %s".formatted(column, table))
            .toList();
  }

  private static boolean isUnique(Connection source, ForeignKey key) throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(IS_UNIQUE)) {
      statement.setString(1, key.parent().quoted());
      statement.setArray(2, source.createArrayOf("text", key.parentColumns().toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
