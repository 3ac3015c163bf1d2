package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.Identifiers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Types that keep Debezium's form: the same value from snapshot and stream, at the edges too. */
class PlainValuesTest {

  private record Row(String type, String literal, Object expected) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("bool", "true", true),
          new Row("int2", "-32768", (short) -32768),
          new Row("int4", "2147483647", Integer.MAX_VALUE),
          new Row("int8", "-9223372036854775808", Long.MIN_VALUE),
          new Row("oid", "4294967295", 4294967295L),
          new Row("float4", "NaN", Float.NaN),
          new Row("float4", "3.4028235e38", Float.MAX_VALUE),
          new Row("float8", "-Infinity", Double.NEGATIVE_INFINITY),
          new Row("float8", "0.1", 0.1),
          new Row("float8", "-0", -0.0),
          new Row("text", "", ""),
          new Row("text", "ü\n\t\"\\ 😀", "ü\n\t\"\\ 😀"),
          new Row("varchar(5)", "abc", "abc"),
          new Row("char(5)", "abc", "abc  "),
          new Row("json", "{\"b\": 1,  \"a\": [1.0, null]}", "{\"b\": 1,  \"a\": [1.0, null]}"),
          new Row("json", "null", "null"),
          new Row("jsonb", "{\"b\": 1,  \"a\": 1e3}", "{\"a\": 1000, \"b\": 1}"),
          new Row(
              "uuid",
              "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
              "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
          new Row("bytea", "\\x00ff5c", ByteBuffer.wrap(new byte[] {0, -1, 0x5c})),
          new Row("bytea", "", ByteBuffer.allocate(0)),
          new Row("date", "1970-01-02", 1),
          new Row("date", "1500-02-28", -171606),
          new Row("date", "0044-03-15 BC", -735160),
          new Row("date", "5874897-12-31", 2145042905),
          new Row("time", "24:00:00", 86_400_000_000L),
          new Row("time", "23:59:59.999999", 86_399_999_999L),
          new Row("time", "00:00", 0L),
          new Row("timestamp", "1970-01-01 00:00:00.000001", 1L),
          new Row("timestamp", "0044-03-15 12:00:00 BC", -63_517_780_800_000_000L),
          new Row("timestamp", "20000-01-01 00:00:00", 568_971_820_800_000_000L),
          new Row("timestamp", "infinity", 9223372036825200000L),
          new Row("timestamp", "-infinity", -9223372036832400000L),
          new Row("timestamptz", "2024-02-29 12:00:00.5+05:30", "2024-02-29T06:30:00.5Z"),
          new Row("timestamptz", "1890-01-01 00:00:00+00", "1890-01-01T00:00:00Z"),
          new Row("timestamptz", "12345-01-01 00:00:00+00", "+12345-01-01T00:00:00Z"),
          new Row("timestamptz", "0044-03-15 00:00:00+00 BC", "-0043-03-15T00:00:00Z"),
          new Row("timestamptz", "infinity", "infinity"),
          new Row("timestamptz", "-infinity", "-infinity"));

  @Test
  void plainValuesAreTheSameFromSnapshotAndStream() {
    StringBuilder script = new StringBuilder("create table done (id int primary key);");
    StringBuilder again = new StringBuilder();
    for (int i = 0; i < ROWS.size(); i++) {
      Row row = ROWS.get(i);
      String value = "%s::%s".formatted(Identifiers.literal(row.literal()), row.type());
      script.append("create table t%d (id int primary key, v %s);".formatted(i, row.type()));
      script.append("insert into t%d values (1, %s), (2, null);".formatted(i, value));
      again.append("insert into t%d values (3, %s), (4, null);".formatted(i, value));
    }
    try (Source source = Source.with(script.toString());
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute(again + "insert into done values (1)");
      worker.pollUntil(Records.isChangeOf("done"));
      SoftAssertions soft = new SoftAssertions();
      for (int i = 0; i < ROWS.size(); i++) {
        Row row = ROWS.get(i);
        List<Object> expected = new ArrayList<>();
        expected.add(row.expected());
        expected.add(null);
        expected.addAll(List.copyOf(expected.subList(0, 1)));
        expected.add(null);
        soft.assertThat(values(worker, "t" + i))
            .as("%s %s", row.type(), row.literal())
            .isEqualTo(expected);
      }
      soft.assertAll();
      assertThat(worker.committed().stream().filter(Records::isChange)).isNotEmpty();
    }
  }

  @Test
  void valueThatItsFormCannotHoldStopsTheTaskWithTheColumnsName() {
    try (Source source = Source.with("create table far (id int primary key, ts timestamp)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute("insert into far values (1, '294276-01-01')");
      assertThatThrownBy(() -> worker.pollUntil(Records.isChangeOf("far")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll("public.far.ts", "timestamp", "without loss")
          .hasMessageNotContaining("294276");
    }
  }

  @Test
  void timestampThatHasTheNumberOfInfinityStopsTheTask() {
    try (Source source = Source.with("create table far (id int primary key, ts timestamp)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute("insert into far values (1, '294247-01-10 04:00:25.2')");
      assertThatThrownBy(() -> worker.pollUntil(Records.isChangeOf("far")))
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll("public.far.ts", "without loss");
    }
  }

  private static List<Object> values(FakeWorker worker, String table) {
    List<Object> values = new ArrayList<>();
    for (SourceRecord record : worker.committed()) {
      if (Records.isChangeOf(table).test(record)) {
        Struct after = Records.after(record);
        values.add(after.get("v"));
      }
    }
    return values;
  }
}
