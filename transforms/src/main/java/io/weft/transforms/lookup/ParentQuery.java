package io.weft.transforms.lookup;

import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import io.weft.postgres.distribution.Hop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads rows of a parent with their distribution values: the one that is asked for, and those that
 * follow it in the order of its key, all in one round trip.
 */
final class ParentQuery {

  private static final String TYPES =
      """
      select a.attname, b.typname, pg_catalog.format_type(a.atttypid, -1),
             n.nspname = 'pg_catalog' and t.typtype = 'b' and t.typname <> 'bpchar'
        from pg_catalog.pg_attribute a
        join pg_catalog.pg_type t on t.oid = a.atttypid
        join pg_catalog.pg_namespace n on n.oid = t.typnamespace
        join pg_catalog.pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
       where a.attrelid = ?::text::pg_catalog.regclass and a.attnum > 0 and not a.attisdropped""";

  /** The columns of an index that has the key's, no more and no less, in the index's order. */
  private static final String ORDER =
      """
      select o.names
        from pg_catalog.pg_index i
        join pg_catalog.pg_class c on c.oid = i.indexrelid
        join pg_catalog.pg_am m on m.oid = c.relam and m.amname = 'btree'
       cross join lateral (
             select pg_catalog.array_agg(a.attname::text order by u.i) names
               from pg_catalog.unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) with ordinality u(n, i)
               join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.n) o
       where i.indrelid = ?::text::pg_catalog.regclass and i.indisvalid and i.indpred is null
         and i.indexprs is null and o.names @> ?::text[] and o.names <@ ?::text[]
       limit 1""";

  private final List<String> keyColumns;
  private final List<ColumnType> keyTypes;
  private final ColumnType valueType;
  private final String exact;
  private final String ahead;
  private final List<Integer> order;

  /** A row with a distribution value; the value's text is null for NULL. */
  record Row(List<String> key, String value, boolean isAskedFor) {}

  /** Where the value stands in a statement that reads the parent. */
  private record Value(String from, String joins, String expression, ColumnType type) {}

  private ParentQuery(Hop hop, Value value, List<ColumnType> keyTypes, List<String> inOrder) {
    this.keyColumns = hop.key().parentColumns();
    this.keyTypes = keyTypes;
    this.valueType = value.type();
    this.order = inOrder.stream().map(keyColumns::indexOf).toList();
    List<String> parameters = keyTypes.stream().map(type -> "?::text::" + type.cast()).toList();
    String condition = hop.condition(parameters, "parent");
    String columns =
        keyColumns.stream().map(ParentQuery::column).collect(Collectors.joining(", "))
            + ", "
            + value.expression();
    String from = " from %s parent%s".formatted(value.from(), value.joins());
    this.exact = "select true, " + columns + from + " where " + condition;
    String sorted = inOrder.stream().map(ParentQuery::column).collect(Collectors.joining(", "));
    this.ahead =
        "select (%s), %s%s where (%s) >= (%s) order by %s limit ?"
            .formatted(
                condition,
                columns,
                from,
                sorted,
                order.stream().map(parameters::get).collect(Collectors.joining(", ")),
                sorted);
  }

  private static String column(String name) {
    return "parent." + Identifiers.quote(name);
  }

  /**
   * For a source, where the value may be some hops away.
   *
   * @param path of the child
   */
  static ParentQuery overJoins(Connection source, DistributionPath path) throws SQLException {
    DistributionPath ofParent = path.ofParent();
    DistributionPath.Join join = ofParent.join("parent");
    ColumnType type = type(types(source, path.holder()), path.holder(), path.heldAs());
    return of(
        source,
        path,
        new Value(path.hops().get(0).fromParent(), join.clauses(), join.value(), type));
  }

  /** For a target, where each table on the way has the column itself. */
  static ParentQuery direct(Connection target, DistributionPath path) throws SQLException {
    TableName parent = path.ofParent().table();
    String column = path.ofParent().isOwn() ? path.heldAs() : path.column();
    ColumnType type = type(types(target, parent), parent, column);
    return of(target, path, new Value(parent.quoted(), "", column(column), type));
  }

  private static ParentQuery of(Connection database, DistributionPath path, Value value)
      throws SQLException {
    Hop hop = path.hops().get(0);
    TableName parent = hop.key().parent();
    Map<String, ColumnType> types = types(database, parent);
    List<ColumnType> keyTypes = new ArrayList<>();
    for (String column : hop.key().parentColumns()) {
      keyTypes.add(type(types, parent, column));
    }
    boolean isOrdered = keyTypes.stream().allMatch(ColumnType::isBuiltIn);
    List<String> inOrder =
        isOrdered ? order(database, parent, hop.key().parentColumns()) : List.of();
    return new ParentQuery(hop, value, keyTypes, inOrder);
  }

  private static ColumnType type(Map<String, ColumnType> types, TableName table, String column)
      throws SQLException {
    ColumnType type = types.get(column);
    if (type == null) {
      throw new SQLException("Table %s has no column %s".formatted(table, column), "42703");
    }
    return type;
  }

  private static Map<String, ColumnType> types(Connection database, TableName table)
      throws SQLException {
    Map<String, ColumnType> types = new HashMap<>();
    try (PreparedStatement statement = database.prepareStatement(TYPES)) {
      statement.setString(1, table.quoted());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          types.put(
              rows.getString(1),
              new ColumnType(rows.getString(2), rows.getString(3), rows.getBoolean(4)));
        }
      }
    }
    return types;
  }

  private static List<String> order(Connection database, TableName table, List<String> columns)
      throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(ORDER)) {
      statement.setString(1, table.quoted());
      statement.setArray(2, database.createArrayOf("text", columns.toArray()));
      statement.setArray(3, database.createArrayOf("text", columns.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? List.of((String[]) rows.getArray(1).getArray()) : List.of();
      }
    }
  }

  /** The type of the distribution column. */
  ColumnType valueType() {
    return valueType;
  }

  /**
   * Reads the row that is asked for, if it is there, and others.
   *
   * @param limit how many rows at most
   */
  List<Row> read(Connection database, List<String> key, int limit) throws SQLException {
    boolean readsAhead = limit > 1 && !order.isEmpty();
    try (PreparedStatement statement = database.prepareStatement(readsAhead ? ahead : exact)) {
      int parameter = 1;
      for (String value : key) {
        statement.setString(parameter++, value);
      }
      if (readsAhead) {
        for (int column : order) {
          statement.setString(parameter++, key.get(column));
        }
        statement.setInt(parameter, limit);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<Row> read = new ArrayList<>();
        while (rows.next()) {
          read.add(row(rows));
        }
        return read;
      }
    }
  }

  private Row row(ResultSet rows) throws SQLException {
    List<String> key = new ArrayList<>();
    for (int i = 0; i < keyColumns.size(); i++) {
      key.add(text(keyTypes.get(i), rows.getString(i + 2)));
    }
    String value = text(valueType, rows.getString(keyColumns.size() + 2));
    return new Row(key, value, rows.getBoolean(1));
  }

  private static String text(ColumnType type, String printed) {
    return printed == null ? null : ValueText.ofPrinted(type, printed);
  }
}
