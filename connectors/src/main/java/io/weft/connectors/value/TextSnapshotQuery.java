package io.weft.connectors.value;

import io.debezium.bean.StandardBeanNames;
import io.debezium.bean.spi.BeanRegistry;
import io.debezium.bean.spi.BeanRegistryAware;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.snapshot.spi.SnapshotQuery;
import io.weft.postgres.Identifiers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The query by which Debezium's snapshot reads a table: what the driver would parse with loss comes
 * as the text that the server prints. A table's own rows only, not those of tables that inherit
 * from it, which are tables of their own; a partitioned table's rows are those of its partitions.
 *
 * <p>Debezium makes it before it reads anything, also when no snapshot is due, and shows it its own
 * registry of types; so it is here that the stream's values are kept from being parsed, too.
 */
public final class TextSnapshotQuery implements SnapshotQuery, BeanRegistryAware {

  /** The name by which Debezium's settings choose this query. */
  public static final String NAME = "weft";

  private static final String COLUMN_TYPES =
      """
      select a.attname, a.atttypid::int8, c.relkind = 'p'
        from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.oid = %s::regclass and a.attnum > 0 and not a.attisdropped""";

  private PostgresConnection source;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void injectBeanRegistry(BeanRegistry beanRegistry) {
    source = beanRegistry.lookupByName(StandardBeanNames.JDBC_CONNECTION, PostgresConnection.class);
    RawTextTypes.applyTo(source.getTypeRegistry());
  }

  @Override
  public Optional<String> snapshotQuery(String quotedTable, List<String> quotedColumns) {
    Map<String, Integer> types = new HashMap<>();
    boolean[] isPartitioned = {false};
    try {
      source.query(
          COLUMN_TYPES.formatted(Identifiers.literal(quotedTable)),
          rows -> {
            while (rows.next()) {
              types.put(Identifiers.quote(rows.getString(1)), rootOf((int) rows.getLong(2)));
              isPartitioned[0] = rows.getBoolean(3);
            }
          });
    } catch (SQLException e) {
      throw new ConnectException("Could not read the columns of " + quotedTable, e);
    }
    return Optional.of(
        quotedColumns.stream()
            .map(column -> expression(column, types.getOrDefault(column, 0)))
            .collect(
                Collectors.joining(
                    ", ", "SELECT ", " FROM " + (isPartitioned[0] ? "" : "ONLY ") + quotedTable)));
  }

  /** A domain travels like the type under it, as Debezium has it in the stream. */
  private int rootOf(int type) {
    return source.getTypeRegistry().get(type).getRootType().getOid();
  }

  /**
   * By concat, a value is printed as the stream prints it; a cast prints some types otherwise. By
   * num_nulls, a composite value of nothing but NULLs is not NULL itself.
   */
  private static String expression(String quotedColumn, int type) {
    return Form.ofType(type).isReadAsText()
        ? "CASE num_nulls(%1$s) WHEN 0 THEN %2$s END AS %1$s"
            .formatted(
                quotedColumn,
                type == TypeChoice.CHAR.oid()
                    ? TypeChoice.printedChar(quotedColumn)
                    : "concat(%s)".formatted(quotedColumn))
        : quotedColumn;
  }
}
