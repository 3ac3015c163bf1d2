package io.weft.transforms;

import io.weft.postgres.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;

/**
 * A record that tells of one row, in Debezium's envelope.
 *
 * @param table schema and table, or database and table where the source has no schemas
 * @param envelope the record's value
 * @param unchanged the columns of {@code after} for which a placeholder stands
 */
record ChangedRow(TableName table, Struct envelope, Set<String> unchanged) {

  static final String AFTER = "after";
  static final String BEFORE = "before";

  private static final Set<String> ROW_OPERATIONS = Set.of("c", "r", "u", "d");

  /** The header in which Weft's source names columns whose value PostgreSQL did not log. */
  private static final String UNCHANGED_HEADER = "weft.unchanged";

  /** A column's schema and value. */
  record Cell(Schema schema, Object value) {}

  /** Empty for what tells of no row: tombstones, truncates, messages, heartbeats, BEGIN and END. */
  static Optional<ChangedRow> of(ConnectRecord<?> record) {
    if (record.value() instanceof Map<?, ?> map && map.get("op") != null) {
      throw new DataException(
          "A change event in topic "
              + record.topic()
              + " has no schema. Use a converter that keeps schemas, such as JsonConverter with"
              + " schemas.enable=true");
    }
    if (!(record.value() instanceof Struct envelope)
        || envelope.schema().field("op") == null
        || envelope.schema().field("source") == null
        || !ROW_OPERATIONS.contains(envelope.getString("op"))) {
      return Optional.empty();
    }
    return Optional.of(
        new ChangedRow(tableOf(envelope.getStruct("source")), envelope, unchanged(record)));
  }

  private static TableName tableOf(Struct source) {
    String space = source.schema().field("schema") == null ? "db" : "schema";
    return new TableName(source.getString(space), source.getString("table"));
  }

  private static Set<String> unchanged(ConnectRecord<?> record) {
    Header header = record.headers().lastWithName(UNCHANGED_HEADER);
    if (header == null || header.value() == null) {
      return Set.of();
    }
    return Values.convertToList(header.schema(), header.value()).stream()
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  String operation() {
    return envelope.getString("op");
  }

  /** Whether a field of an envelope holds a row. */
  static boolean isRow(Field field) {
    return (field.name().equals(AFTER) || field.name().equals(BEFORE))
        && field.schema().type() == Schema.Type.STRUCT;
  }

  /** The schema of the table's rows, also where the record holds none. */
  Optional<Schema> schema() {
    return Stream.of(AFTER, BEFORE)
        .map(envelope.schema()::field)
        .filter(field -> field != null && isRow(field))
        .map(Field::schema)
        .findFirst();
  }

  /** The row as the change left it. */
  Optional<Struct> after() {
    return row(AFTER);
  }

  /** The row as it was, as far as it is told. */
  Optional<Struct> before() {
    return row(BEFORE);
  }

  /**
   * The column as the event tells it: after the change, else before.
   *
   * @return empty if the row has no such column; the value is null where it is NULL or not told
   */
  Optional<Cell> cell(String column) {
    Optional<Cell> after = after().flatMap(row -> cellOf(row, column));
    boolean told = after.isPresent() && after.get().value() != null && !unchanged.contains(column);
    if (told) {
      return after;
    }
    boolean setToNull = after.isPresent() && !unchanged.contains(column);
    Optional<Cell> before =
        setToNull ? Optional.empty() : before().flatMap(row -> cellOf(row, column));
    return before.or(() -> after.map(cell -> new Cell(cell.schema(), null)));
  }

  private Optional<Struct> row(String field) {
    return envelope.schema().field(field) == null
        ? Optional.empty()
        : Optional.ofNullable(envelope.getStruct(field));
  }

  private static Optional<Cell> cellOf(Struct row, String column) {
    Field field = row.schema().field(column);
    return field == null
        ? Optional.empty()
        : Optional.of(new Cell(field.schema(), row.getWithoutDefault(column)));
  }
}
