package io.weft.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import io.weft.sink.decode.ValueForm;
import io.weft.sink.encode.RowsEncoder;
import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.sql.Command;
import io.weft.sink.sql.CommandWriter;
import io.weft.sink.target.TargetTable;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values reach a real server in every form that there is, as arrays and by COPY, in binary and as
 * text, and are the same.
 */
class EncodingTest {

  private static final String DATABASE = TestPostgres.createDatabase("encoding");
  private static final TableName TABLE = new TableName("public", "t");
  private static TargetSession session;

  @BeforeAll
  static void connect() throws SQLException {
    TestPostgres.execute(
        DATABASE,
        """
        create type mood as enum ('sad', 'it''s "fine"', '');
        create domain price as numeric(12, 2) check (value >= 0);
        create domain dear as price check (value > 100);
        create domain id as bigint;
        create type pair as (a int, b text);
        create function other(text) returns pair language sql as 'select row(0, $1)::pair';
        create cast (text as pair) with function other(text)""");
    session =
        TargetSession.open(
            new TargetSettings(
                "encoding",
                TestPostgres.jdbcUrl(DATABASE),
                new Properties(),
                true,
                false,
                new TargetSettings.BatchLimits(1000, 1000),
                TargetSettings.DriftPolicy.FAIL,
                new TargetSettings.RetryPolicy(Duration.ZERO, Duration.ZERO)));
  }

  @AfterAll
  static void disconnect() {
    session.close();
  }

  private static Arguments row(Schema schema, String type, Object... values) {
    return Arguments.of(schema, type, Arrays.asList(values));
  }

  private static Schema string(String name) {
    return SchemaBuilder.string().name(name).build();
  }

  private static Schema int64(String name) {
    return SchemaBuilder.int64().name(name).build();
  }

  static Stream<Arguments> valuesWithABinaryForm() {
    Schema json = string("io.debezium.data.Json");
    Schema text = string("io.weft.data.Text");
    Schema date = SchemaBuilder.int32().name("io.debezium.time.Date").build();
    Schema zoned = string("io.debezium.time.ZonedTimestamp");
    return Stream.of(
        row(Schema.BOOLEAN_SCHEMA, "bool", true, false, null),
        row(Schema.INT16_SCHEMA, "int2", Short.MIN_VALUE, (short) -1, Short.MAX_VALUE, null),
        row(Schema.INT16_SCHEMA, "int4", Short.MIN_VALUE, Short.MAX_VALUE),
        row(Schema.INT16_SCHEMA, "int8", Short.MIN_VALUE, Short.MAX_VALUE),
        row(Schema.INT32_SCHEMA, "int4", Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
        row(Schema.INT32_SCHEMA, "int8", Integer.MIN_VALUE, Integer.MAX_VALUE),
        row(Schema.INT64_SCHEMA, "int8", Long.MIN_VALUE, -1L, Long.MAX_VALUE),
        row(Schema.INT64_SCHEMA, "id", Long.MIN_VALUE, Long.MAX_VALUE),
        row(
            Schema.FLOAT32_SCHEMA,
            "float4",
            0.1f,
            -0.0f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.NaN,
            Float.NEGATIVE_INFINITY),
        row(
            Schema.FLOAT64_SCHEMA,
            "float8",
            0.1,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY),
        row(Schema.STRING_SCHEMA, "text", "", " a ", "ä€\uD834\uDD1E", "\\N", allAscii(), null),
        row(Schema.STRING_SCHEMA, "varchar(12)", "", "twelve chars", "ä€\uD834\uDD1E"),
        row(Schema.STRING_SCHEMA, "char(5)", "", "a", "abcde"),
        row(Schema.STRING_SCHEMA, "mood", "sad", "it's \"fine\"", ""),
        row(text, "mood", "sad", "it's \"fine\"", ""),
        row(text, "\"char\"", "", "x", " ", "\\", "\u007f", "\\200", "\\351", null),
        row(Schema.BYTES_SCHEMA, "bytea", bytes(), bytes(0), bytes(0, 92, 255), null),
        row(json, "json", "{\"b\" : 1, \"a\":2, \"a\": 3}", "null", "\"\\u00e4\\\\ ä\""),
        row(json, "jsonb", "{\"b\": 1, \"a\": 3}", "null", "\"ä\"", "1e400", "[]"),
        row(
            string("io.debezium.data.Uuid"),
            "uuid",
            "00000000-0000-0000-0000-000000000000",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "ffffffff-ffff-ffff-ffff-ffffffffffff"),
        row(date, "date", day(-4712, 1, 1), day(1999, 12, 31), day(2000, 1, 1), 2145042905),
        row(date, "date", -2147472692, -2147472691, null),
        row(int64("io.debezium.time.MicroTime"), "time", 0L, 1L, 86_399_999_999L, 86_400_000_000L),
        row(
            int64("io.debezium.time.MicroTimestamp"),
            "timestamp",
            -210_866_803_200_000_000L,
            -1L,
            0L,
            946_684_799_999_999L,
            9223372036825200000L,
            -9223372036832400000L),
        row(
            zoned,
            "timestamptz",
            "2026-11-22T09:08:07Z",
            "2026-11-22T09:08:07.1Z",
            "2026-11-22T09:08:07.000001Z",
            "1999-12-31T23:59:59.999999Z",
            "0001-01-01T00:00:00Z",
            "0000-12-31T23:59:59Z",
            "-4712-01-01T00:00:00Z",
            "+294276-12-31T23:59:59.999999Z",
            "2026-11-22T09:08:07.5+02:30",
            "infinity",
            "-infinity",
            null),
        row(
            text,
            "numeric",
            "0",
            "0.00",
            "-0.0001",
            "1",
            "9999",
            "10000",
            "-12345678901234567890.123456789",
            "1.500000000",
            "0.0000000000000000000001",
            "NaN",
            "Infinity",
            "-Infinity"),
        row(
            text,
            "numeric",
            "9".repeat(131072) + "." + "1".repeat(16383),
            "1" + "0".repeat(131071)),
        row(text, "numeric(6,2)", "0.00", "9999.99", "-9999.99", "NaN"),
        row(text, "numeric(3,-2)", "12300", "-99900"),
        row(text, "dear", "100.01", "9999999999.99", null));
  }

  @ParameterizedTest
  @MethodSource("valuesWithABinaryForm")
  void valueIsTheSameInBinaryAndAsText(Schema schema, String type, List<Object> values)
      throws SQLException {
    TestPostgres.execute(
        DATABASE, "drop table if exists t; create table t (n int, v %s)".formatted(type));
    ValueForm form = ValueForm.of(schema);
    List<Object> texts =
        values.stream().map(value -> (Object) (value == null ? null : form.text(value))).toList();

    List<String> expected = written(new CommandWriter(Integer.MAX_VALUE), ValueForm.TEXT, texts);

    assertThat(isBinary(form, values)).as("goes in binary").isTrue();
    assertThat(written(new CommandWriter(1), ValueForm.TEXT, texts)).isEqualTo(expected);
    assertThat(written(new CommandWriter(Integer.MAX_VALUE), form, values)).isEqualTo(expected);
    assertThat(written(new CommandWriter(1), form, values)).isEqualTo(expected);
  }

  /** Values of these go as text, since their binary form would not do what their text does. */
  static Stream<Arguments> valuesWithoutABinaryForm() {
    return Stream.of(
        row(Schema.INT64_SCHEMA, "int4", 1L),
        row(Schema.INT32_SCHEMA, "int2", 1),
        row(Schema.FLOAT32_SCHEMA, "float8", 0.1f),
        row(Schema.INT32_SCHEMA, "numeric", 1),
        row(string("io.weft.data.Text"), "interval", "1 day"),
        row(string("io.weft.data.Text"), "regclass", "-", "4000000000", "pg_class", null),
        row(
            string("io.weft.data.Text"),
            "pair",
            "(1,x)",
            "(,)",
            "(2,\"a\"\"b,\\\\c {}'\n\")",
            null),
        row(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), "int[]", List.of(1, 2)));
  }

  @ParameterizedTest
  @MethodSource("valuesWithoutABinaryForm")
  void valueThatHasNoBinaryFormGoesAsText(Schema schema, String type, List<Object> values)
      throws SQLException {
    TestPostgres.execute(
        DATABASE, "drop table if exists t; create table t (n int, v %s)".formatted(type));
    ValueForm form = ValueForm.of(schema);

    assertThat(isBinary(form, values)).isFalse();
    assertThat(written(new CommandWriter(1), form, values))
        .isEqualTo(written(new CommandWriter(Integer.MAX_VALUE), form, values))
        .hasSize(values.size());
  }

  private static boolean isBinary(ValueForm form, List<Object> values) throws SQLException {
    return RowsEncoder.of(insert(form, values)).fitsBinaryCopy();
  }

  /** Each value as the server prints it, and as it sends it in binary. */
  private static List<String> written(CommandWriter writer, ValueForm form, List<Object> values)
      throws SQLException {
    session.beginPlain();
    try (Statement statement = session.connection().createStatement()) {
      statement.execute("delete from public.t");
      StepRunner runner = new StepRunner(session);
      for (Command command : writer.write(List.of(insert(form, values)))) {
        runner.add(command);
      }
      runner.flush();
      List<String> found = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("select v::text, v is null from public.t order by n")) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } finally {
      session.connection().rollback();
    }
  }

  private static Step.Insert insert(ValueForm form, List<Object> values) throws SQLException {
    session.catalog().forget(TABLE);
    TargetTable table = session.catalog().find(TABLE).orElseThrow();
    List<StepColumn> columns =
        List.of(
            new StepColumn(table.column("n"), ValueForm.of(Schema.INT32_SCHEMA)),
            new StepColumn(table.column("v"), form));
    List<Object[]> rows = new ArrayList<>();
    for (Object value : values) {
      rows.add(new Object[] {rows.size(), value});
    }
    return new Step.Insert(table, columns, Rows.of(rows), null);
  }

  private static String allAscii() {
    StringBuilder all = new StringBuilder();
    for (char c = 1; c < 128; c++) {
      all.append(c);
    }
    return all.toString();
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static int day(int year, int month, int day) {
    return Math.toIntExact(LocalDate.of(year, month, day).toEpochDay());
  }
}
