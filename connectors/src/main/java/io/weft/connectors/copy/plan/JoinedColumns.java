package io.weft.connectors.copy.plan;

import io.weft.connectors.copy.plan.TableShape.Leaf;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import io.weft.postgres.distribution.DistributionPaths;
import io.weft.postgres.distribution.Hop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Asks a source by which way each table gets at its distribution column. */
final class JoinedColumns {

  private static final String OIDS =
      """
      select c.oid::int8 from unnest(?::text[], ?::text[]) t(schema_name, table_name)
        join pg_namespace n on n.nspname = t.schema_name
        join pg_class c on c.relnamespace = n.oid and c.relname = t.table_name""";

  private static final String TYPE =
      """
      select format_type(a.atttypid, -1)
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = ? and c.relname = ? and a.attname = ? and not a.attisdropped""";

  private static final String KEY =
      """
      select a.attname
        from pg_index i
        join pg_class c on c.oid = i.indrelid
        join pg_namespace n on n.oid = c.relnamespace
       cross join unnest(i.indkey::int2[]) with ordinality k(attnum, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
       where n.nspname = ? and c.relname = ? and i.indisprimary and k.place <= i.indnkeyatts
       order by k.place""";

  private final Connection source;

  JoinedColumns(Connection source) {
    this.source = source;
  }

  /**
   * Those of tables that lack the column.
   *
   * @throws ConnectException if there is no way to it
   */
  Map<TableName, JoinedColumn> of(Collection<TableName> tables, DistributionPaths paths)
      throws SQLException {
    DistributionPaths.Found found = paths.read(source, tables);
    if (!found.faults().isEmpty()) {
      throw new ConnectException(String.join(". ", found.faults()));
    }
    Map<TableName, JoinedColumn> joined = new HashMap<>();
    for (DistributionPath path : found.paths().values()) {
      if (!path.isOwn()) {
        joined.put(path.table(), joined(path));
      }
    }
    return joined;
  }

  private JoinedColumn joined(DistributionPath path) throws SQLException {
    TableName holder = path.holder();
    List<String> types = strings(TYPE, holder.schema(), holder.table(), path.heldAs());
    List<String> key = strings(KEY, path.table().schema(), path.table().table());
    return new JoinedColumn(path, types.get(0), key, readAlong(path));
  }

  private List<Leaf> readAlong(DistributionPath path) throws SQLException {
    Set<TableName> parents = new LinkedHashSet<>();
    path.hops().stream().map(Hop::key).forEach(key -> parents.add(key.parent()));
    List<Leaf> leaves = new ArrayList<>();
    TableCatalog.leaves(source, oids(parents))
        .values()
        .forEach(ofParent -> leaves.addAll(ofParent));
    return leaves;
  }

  private List<Long> oids(Collection<TableName> tables) throws SQLException {
    List<Long> oids = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(OIDS)) {
      Object[] schemas = tables.stream().map(TableName::schema).toArray();
      Object[] names = tables.stream().map(TableName::table).toArray();
      statement.setArray(1, source.createArrayOf("text", schemas));
      statement.setArray(2, source.createArrayOf("text", names));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          oids.add(row.getLong(1));
        }
      }
    }
    return oids;
  }

  private List<String> strings(String sql, String... parameters) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          strings.add(row.getString(1));
        }
      }
    }
    return strings;
  }
}
