package io.weft.connectors.copy.plan;

import io.weft.connectors.copy.plan.TableShape.Leaf;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPaths;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/** Asks a source what its tables are like. */
public final class TableCatalog {

  /** A partitioned table without partitions stands for itself, and has no rows. */
  private static final String LEAVES =
      """
      select r.oid::int8, rn.nspname, r.relname, l.oid::int8, ln.nspname, l.relname,
             l.relfilenode::int8, coalesce(am.amname = 'heap', false), l.relkind
        from unnest(?::int8[]) with ordinality o(oid, place)
        join pg_class r on r.oid = o.oid::oid
        join pg_namespace rn on rn.oid = r.relnamespace
        left join lateral (
          select t.relid::oid as oid from pg_partition_tree(r.oid) t where t.isleaf) t on true
        join pg_class l on l.oid = coalesce(t.oid, r.oid)
        join pg_namespace ln on ln.oid = l.relnamespace
        left join pg_am am on am.oid = l.relam
       order by o.place, l.oid""";

  private static final String COLUMNS =
      """
      select a.attrelid::int8, a.attname, format_type(a.atttypid, -1)
        from pg_attribute a
       where a.attrelid = any (?::int8[]::oid[])
         and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       order by a.attrelid, a.attnum""";

  private static final String SIZES =
      """
      select o.oid, pg_relation_size(o.oid::oid::regclass) / current_setting('block_size')::int8,
             pg_table_size(o.oid::oid::regclass), c.reltuples::int8
        from unnest(?::int8[]) o(oid) join pg_class c on c.oid = o.oid::oid""";

  private static final String FILES =
      """
      select o.oid, coalesce(pg_relation_filenode(o.oid::oid::regclass), 0)::int8
        from unnest(?::int8[]) o(oid)""";

  private TableCatalog() {}

  /**
   * The shapes of tables.
   *
   * @param source whose snapshot the answer is of, if its transaction has one
   * @param oids of the tables; one that is not there is left out
   * @param paths to the distribution columns of tables that lack them
   * @throws ConnectException if there is none
   */
  public static List<TableShape> shapes(
      Connection source, Collection<Long> oids, Optional<DistributionPaths> paths)
      throws SQLException {
    Map<Long, TableName> names = new LinkedHashMap<>();
    Map<Long, List<Leaf>> leaves = new HashMap<>();
    readLeaves(source, oids, names, leaves);
    Map<Long, List<String>> columns = new HashMap<>();
    Map<Long, List<String>> types = new HashMap<>();
    readColumns(source, oids, columns, types);
    Map<TableName, JoinedColumn> joined =
        paths.isPresent() ? new JoinedColumns(source).of(names.values(), paths.get()) : Map.of();
    return names.entrySet().stream()
        .map(
            entry ->
                new TableShape(
                    entry.getKey(),
                    entry.getValue(),
                    columns.getOrDefault(entry.getKey(), List.of()),
                    types.getOrDefault(entry.getKey(), List.of()),
                    Optional.ofNullable(joined.get(entry.getValue())),
                    leaves.get(entry.getKey())))
        .toList();
  }

  /** The tables that hold the rows of tables, by the id of these. */
  static Map<Long, List<Leaf>> leaves(Connection source, Collection<Long> oids)
      throws SQLException {
    Map<Long, List<Leaf>> leaves = new LinkedHashMap<>();
    readLeaves(source, oids, new HashMap<>(), leaves);
    return leaves;
  }

  private static void readLeaves(
      Connection source,
      Collection<Long> oids,
      Map<Long, TableName> names,
      Map<Long, List<Leaf>> leaves)
      throws SQLException {
    try (PreparedStatement statement = withOids(source, LEAVES, oids);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.put(rows.getLong(1), new TableName(rows.getString(2), rows.getString(3)));
        leaves.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>()).add(leaf(rows));
      }
    }
  }

  private static Leaf leaf(ResultSet row) throws SQLException {
    TableName name = new TableName(row.getString(5), row.getString(6));
    if (row.getString(9).equals("f")) {
      throw new ConnectException(
          "Table %s is a foreign table, which has no snapshot and no changes in the log. Detach it from %s, or leave that out by table.exclude.list"
              .formatted(name, new TableName(row.getString(2), row.getString(3))));
    }
    return new Leaf(row.getLong(4), name, row.getLong(7), row.getBoolean(8));
  }

  private static void readColumns(
      Connection source,
      Collection<Long> oids,
      Map<Long, List<String>> columns,
      Map<Long, List<String>> types)
      throws SQLException {
    try (PreparedStatement statement = withOids(source, COLUMNS, oids);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        columns.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>()).add(rows.getString(2));
        types.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>()).add(rows.getString(3));
      }
    }
  }

  /** How large leaves are, by id; those that are gone are left out. */
  public static Map<Long, LeafSize> sizes(Connection source, Collection<Long> oids)
      throws SQLException {
    Map<Long, LeafSize> sizes = new HashMap<>();
    try (PreparedStatement statement = withOids(source, SIZES, oids);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        sizes.put(rows.getLong(1), new LeafSize(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
      }
    }
    return sizes;
  }

  /**
   * The size of a leaf.
   *
   * @param pages of its main file
   * @param bytes of all its files but indexes
   * @param rows as the statistics have it; -1 if they have nothing
   */
  public record LeafSize(long pages, long bytes, long rows) {}

  /**
   * The numbers of leaves' files as they are now, whatever snapshot the transaction has; those that
   * are gone are left out.
   */
  public static Map<Long, Long> files(Connection source, Collection<Long> oids)
      throws SQLException {
    Map<Long, Long> files = new HashMap<>();
    try (PreparedStatement statement = withOids(source, FILES, oids);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        files.put(rows.getLong(1), rows.getLong(2));
      }
    }
    return files;
  }

  /** The statement that keeps tables from being rewritten, truncated or altered. */
  public static String lockStatement(Collection<TableName> names) {
    return "LOCK TABLE "
        + String.join(", ", names.stream().map(name -> "ONLY " + name.quoted()).toList())
        + " IN ACCESS SHARE MODE";
  }

  private static PreparedStatement withOids(Connection source, String sql, Collection<Long> oids)
      throws SQLException {
    PreparedStatement statement = source.prepareStatement(sql);
    statement.setArray(1, source.createArrayOf("int8", oids.toArray()));
    return statement;
  }
}
