package io.weft.benchmarks.convert;

import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.time.Date;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A type of PostgreSQL's as Debezium carries it by default.
 *
 * @param value what a row holds, by the row's number
 */
record ColumnType(Supplier<SchemaBuilder> schema, LongFunction<Object> value) {

  static final ColumnType INT4 = new ColumnType(SchemaBuilder::int32, row -> (int) (row * 31));
  static final ColumnType INT8 = new ColumnType(SchemaBuilder::int64, row -> row * 1_000_003);
  static final ColumnType FLOAT8 = new ColumnType(SchemaBuilder::float64, row -> row / 7.0);
  static final ColumnType BOOLEAN = new ColumnType(SchemaBuilder::bool, row -> row % 3 == 0);
  static final ColumnType SHORT_TEXT =
      new ColumnType(SchemaBuilder::string, row -> "device-" + row);
  static final ColumnType LONG_TEXT =
      new ColumnType(
          SchemaBuilder::string,
          row -> "Note %d, as people write them: at length. ".formatted(row).repeat(8));
  static final ColumnType NUMERIC =
      new ColumnType(
          () -> Decimal.builder(2).parameter("connect.decimal.precision", "12"),
          row -> BigDecimal.valueOf(row * 1_234_567 + 89, 2));
  static final ColumnType DATE = new ColumnType(Date::builder, row -> (int) (20_000 + row));
  static final ColumnType TIMESTAMP =
      new ColumnType(MicroTimestamp::builder, row -> 1_760_000_000_000_000L + row * 1_001);
  static final ColumnType TIMESTAMPTZ =
      new ColumnType(
          ZonedTimestamp::builder,
          row -> Instant.ofEpochSecond(1_760_000_000L + row, 123_456_000).toString());
  static final ColumnType JSON =
      new ColumnType(
          Json::builder,
          row -> "{\"reading\": %d, \"unit\": \"°C\", \"tags\": [\"a\", \"b\"]}".formatted(row));
  static final ColumnType UUID_TEXT =
      new ColumnType(Uuid::builder, row -> new UUID(row << 48, ~row).toString());
  static final ColumnType BYTEA =
      new ColumnType(SchemaBuilder::bytes, row -> ByteBuffer.wrap(new byte[] {1, 2, (byte) row}));

  static final List<ColumnType> ALL =
      List.of(
          INT4,
          INT8,
          FLOAT8,
          BOOLEAN,
          SHORT_TEXT,
          LONG_TEXT,
          NUMERIC,
          DATE,
          TIMESTAMP,
          TIMESTAMPTZ,
          JSON,
          UUID_TEXT,
          BYTEA);

  /** A column that is never null. */
  Column required(String name) {
    return new Column(name, schema.get().build(), value);
  }

  /** A column that is never null, and has a default. */
  Column withDefault(String name, Object defaultValue) {
    return new Column(name, schema.get().defaultValue(defaultValue).build(), value);
  }

  /** A column that is null in every fourth row. */
  Column nullable(String name) {
    return new Column(
        name, schema.get().optional().build(), row -> row % 4 == 3 ? null : value.apply(row));
  }
}
