package io.weft.sink.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Identifiers;
import io.weft.postgres.testing.TestPostgres;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form is read back by a real server, which prints what it understood. */
class TextFormTest {

  private static Schema named(SchemaBuilder builder, String name) {
    return builder.name(name).build();
  }

  private static Schema int64(String name) {
    return named(SchemaBuilder.int64(), name);
  }

  private static Arguments row(Schema schema, Object value, String type, String printed) {
    return Arguments.of(schema, value, type, printed);
  }

  static Stream<Arguments> forms() {
    Schema date = named(SchemaBuilder.int32(), "io.debezium.time.Date");
    Schema micros = int64("io.debezium.time.MicroTimestamp");
    Schema zoned = named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp");
    Schema scaled =
        SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();
    Schema point =
        SchemaBuilder.struct()
            .name("io.debezium.data.geometry.Point")
            .field("x", Schema.FLOAT64_SCHEMA)
            .field("y", Schema.FLOAT64_SCHEMA)
            .build();
    return Stream.of(
        row(Schema.BOOLEAN_SCHEMA, true, "bool", "t"),
        row(Schema.INT16_SCHEMA, Short.MIN_VALUE, "int2", "-32768"),
        row(Schema.INT64_SCHEMA, Long.MAX_VALUE, "int8", "9223372036854775807"),
        row(Schema.FLOAT32_SCHEMA, 1.1f, "float4", "1.1"),
        row(Schema.FLOAT64_SCHEMA, Double.MIN_VALUE, "float8", "5e-324"),
        row(Schema.FLOAT64_SCHEMA, Double.NaN, "float8", "NaN"),
        row(Schema.FLOAT64_SCHEMA, Double.NEGATIVE_INFINITY, "float8", "-Infinity"),
        row(Schema.FLOAT64_SCHEMA, -0.0, "float8", "-0"),
        row(Schema.BYTES_SCHEMA, new byte[] {0, -1, 92}, "bytea", "\\x00ff5c"),
        row(Schema.BYTES_SCHEMA, ByteBuffer.allocate(0), "bytea", "\\x"),
        row(Decimal.schema(3), new BigDecimal("-0.500"), "numeric", "-0.500"),
        row(
            scaled,
            new Struct(scaled).put("scale", -2).put("value", new byte[] {7}),
            "numeric",
            "700"),
        row(date, 0, "date", "1970-01-01"),
        row(date, -719163, "date", "0001-12-31 BC"),
        row(date, 2_000_000, "date", "7445-10-25"),
        row(date, Infinity.LAST_DATE, "date", "5874897-12-31"),
        row(date, 2146033979, "date", "infinity"),
        row(date, Infinity.DATE, "date", "infinity"),
        row(date, Infinity.MINUS_DATE, "date", "-infinity"),
        row(int64("io.debezium.time.MicroTime"), 86_400_000_000L, "time", "24:00:00"),
        row(int64("io.debezium.time.MicroTime"), 1L, "time", "00:00:00.000001"),
        row(micros, -1L, "timestamp", "1969-12-31 23:59:59.999999"),
        row(micros, -62_135_596_800_000_001L, "timestamp", "0001-12-31 23:59:59.999999 BC"),
        row(micros, Infinity.TIMESTAMP, "timestamp", "infinity"),
        row(micros, Infinity.MINUS_TIMESTAMP, "timestamp", "-infinity"),
        row(zoned, "2020-02-29T12:00:00.5Z", "timestamptz", "2020-02-29 12:00:00.5+00"),
        row(zoned, "infinity", "timestamptz", "infinity"),
        row(zoned, "-infinity", "timestamptz", "-infinity"),
        row(zoned, "+12345-01-01T00:00:00Z", "timestamptz", "12345-01-01 00:00:00+00"),
        row(zoned, "-0043-03-15T00:00:00Z", "timestamptz", "0044-03-15 00:00:00+00 BC"),
        row(int64("io.debezium.time.MicroDuration"), 1_500_000L, "interval", "00:00:01.5"),
        row(
            SchemaBuilder.bytes().name("io.debezium.data.Bits").parameter("length", "10").build(),
            new byte[] {5, 2},
            "bit(10)",
            "1000000101"),
        row(point, new Struct(point).put("x", 1.5).put("y", -2.0), "point", "(1.5,-2)"),
        row(
            SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build(),
            Arrays.asList("a\"b", "c\\d", null, "NULL", "", "{,}"),
            "text[]",
            "{\"a\\\"b\",\"c\\\\d\",NULL,\"NULL\",\"\",\"{,}\"}"),
        row(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), List.of(), "int[]", "{}"),
        row(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build(),
            Map.of("k\"", "v=>"),
            "text",
            "\"k\\\"\"=>\"v=>\""));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void serverReadsTheValueBack(Schema schema, Object value, String type, String printed)
      throws SQLException {
    String text = TextForm.forSchema(schema).of(value);
    try (Connection connection = TestPostgres.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      try (var rows =
          statement.executeQuery(
              "select (" + Identifiers.literal(text) + "::" + type + ")::text")) {
        rows.next();
        assertThat(rows.getString(1).replace("true", "t")).isEqualTo(printed);
      }
    }
  }
}
