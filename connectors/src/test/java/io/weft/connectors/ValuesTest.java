package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every type is a row of a table: odd values, the same from snapshot and stream. */
class ValuesTest {

  private static final String TYPES =
      """
      create type mood as enum ('sad', 'it''s "ok"', 'frölich');
      create type pair as (a int, b text);
      create domain positive as numeric check (value > 0);
      create domain label as text;
      create domain span as interval;
      create extension hstore;
      create extension citext;
      """;

  /** Types that travel as PostgreSQL's text, with values that tend to be damaged. */
  private static final Map<String, List<String>> TEXT = new LinkedHashMap<>();

  static {
    TEXT.put("numeric", List.of("1.500", "NaN", "Infinity", "-Infinity", "0", "1e30", "-0.00"));
    TEXT.put("numeric(10,3)", List.of("1.5", "NaN", "-1234567.891"));
    TEXT.put("money", List.of("1234.50", "-0.01", "-92233720368547758.08"));
    TEXT.put(
        "interval",
        List.of(
            "1 year 2 mons -3 days 04:05:06.789",
            "-00:00:01.5",
            "0",
            "178000000 years",
            "infinity",
            "-infinity",
            "-1 mons +1 day -00:00:00.000001"));
    TEXT.put("bit(5)", List.of("10101", "00001"));
    TEXT.put("varbit", List.of("", "0001", "1"));
    TEXT.put("bit", List.of("0", "1"));
    TEXT.put("timetz", List.of("24:00:00+05:30", "12:34:56.789-08"));
    TEXT.put("int[]", List.of("{}", "{1,NULL,3}", "{{1,2},{3,4}}", "[0:1]={7,8}"));
    TEXT.put("text[]", List.of("{\"a,b\",\"NULL\",NULL,\"q\\\"\\\\\",\"\"}", "{{a,b},{c,d}}"));
    TEXT.put("numeric[]", List.of("{1.50,NaN,NULL}"));
    TEXT.put("timestamptz[]", List.of("{\"2024-01-01 00:00:00.000001+00\",infinity,NULL}"));
    TEXT.put("bool[]", List.of("{t,f,NULL}"));
    TEXT.put("bytea[]", List.of("{\"\\\\x00ff\",NULL}"));
    TEXT.put("jsonb[]", List.of("{\"{\\\"a\\\": 1}\",NULL}"));
    TEXT.put("uuid[]", List.of("{11111111-2222-3333-4444-555555555555,NULL}"));
    TEXT.put("float8[]", List.of("{0.1,NaN,Infinity,1e+300}"));
    TEXT.put("interval[]", List.of("{\"1 day\",NULL}"));
    TEXT.put("money[]", List.of("{$1.00}"));
    TEXT.put("name[]", List.of("{abc}"));
    TEXT.put("xml[]", List.of("{<a/>}"));
    TEXT.put("point[]", List.of("{\"(1,2)\"}"));
    TEXT.put("varbit[]", List.of("{101,NULL}"));
    TEXT.put("mood", List.of("sad", "it's \"ok\"", "frölich"));
    TEXT.put("mood[]", List.of("{sad,NULL,\"it's \\\"ok\\\"\"}"));
    TEXT.put("pair", List.of("(1,\"x,\"\"y\")", "(,)"));
    TEXT.put("pair[]", List.of("{\"(1,x)\",NULL}"));
    TEXT.put("positive", List.of("1.500", "NaN"));
    TEXT.put("positive[]", List.of("{1.50}"));
    TEXT.put("label", List.of("", "x"));
    TEXT.put("span", List.of("infinity", "1 day"));
    TEXT.put("hstore", List.of("\"a\"=>NULL, \"b\"=>\"x\\\"y\"", ""));
    TEXT.put("citext", List.of("MiXed"));
    TEXT.put("inet", List.of("192.168.0.1/24", "::1"));
    TEXT.put("cidr", List.of("10.0.0.0/8"));
    TEXT.put("macaddr", List.of("08:00:2b:01:02:03"));
    TEXT.put("macaddr8", List.of("08:00:2b:01:02:03:04:05"));
    TEXT.put("int4range", List.of("[1,5)", "empty", "(,)"));
    TEXT.put("numrange", List.of("[1.50,NaN)"));
    TEXT.put("tstzrange", List.of("[\"2024-01-01 00:00:00+00\",infinity)"));
    TEXT.put("daterange", List.of("[2024-01-01,2024-02-01)"));
    TEXT.put("int4multirange", List.of("{[1,2),[5,7)}", "{}"));
    TEXT.put("xml", List.of("<a b=\"c\">ü</a>"));
    TEXT.put("tsvector", List.of("'a':1A 'cat':2,3"));
    TEXT.put("tsquery", List.of("'a' & !'b'"));
    TEXT.put("pg_lsn", List.of("16/B374D848"));
    TEXT.put("xid8", List.of("18446744073709551615"));
    TEXT.put("jsonpath", List.of("$.\"a\"[*]"));
    TEXT.put("name", List.of("a name"));
    TEXT.put("\"char\"", List.of("x"));
    TEXT.put("point", List.of("(1,2.5)", "(NaN,Infinity)"));
    TEXT.put("box", List.of("(3,4),(1,2)"));
    TEXT.put("line", List.of("{1,-1,0}"));
    TEXT.put("lseg", List.of("[(1,2),(3,4)]"));
    TEXT.put("path", List.of("[(1,2),(3,4)]", "((1,2),(3,4))"));
    TEXT.put("polygon", List.of("((1,2),(3,4),(5,6))"));
    TEXT.put("circle", List.of("<(1,2),3>"));
    TEXT.put("regclass", List.of("pg_class"));
    TEXT.put("oidvector", List.of("1 2 3"));
    TEXT.put("int2vector", List.of("1 2 3"));
    TEXT.put("txid_snapshot", List.of("10:20:10,14"));
  }

  @Test
  void valuesTravelAsTheServerPrintsThem() {
    try (Source source = Source.with(TYPES)) {
      List<String> types = new ArrayList<>(TEXT.keySet());
      StringBuilder script = new StringBuilder("create table done (id int primary key);");
      for (int i = 0; i < types.size(); i++) {
        script.append("create table t%d (id int primary key, v %s);".formatted(i, types.get(i)));
        script.append(insert(i, types.get(i), 0)).append(';');
      }
      source.execute(script.toString());
      SoftAssertions soft = new SoftAssertions();
      try (FakeWorker worker = new FakeWorker(source.settings()).start()) {
        worker.pollUntil(Records::isSnapshotMarker);
        for (int i = 0; i < types.size(); i++) {
          source.execute(insert(i, types.get(i), 1000));
        }
        source.execute("insert into done values (1)");
        worker.pollUntil(Records.isChangeOf("done"));
        for (int i = 0; i < types.size(); i++) {
          String table = "t" + i;
          List<String> expected =
              source.query(
                  "select case num_nulls(v) when 0 then concat(v%s) end from %s order by id"
                      .formatted(types.get(i).equals("money") ? "::numeric" : "", table));
          List<String> actual =
              worker.committed().stream()
                  .filter(Records.isChangeOf(table))
                  .map(record -> ((Struct) ((Struct) record.value()).get("after")).getString("v"))
                  .collect(Collectors.toList());
          soft.assertThat(actual).as(types.get(i)).isEqualTo(expected);
          soft.assertThat(
                  worker.committed().stream()
                      .filter(Records.isChangeOf(table))
                      .map(record -> Records.after(record).schema().field("v").schema())
                      .filter(schema -> "io.weft.data.Text".equals(schema.name()))
                      .map(schema -> schema.parameters().get("type"))
                      .distinct())
              .as("the schema's name of %s", types.get(i))
              .isSubsetOf(
                  source.query(
                      "select t.typname from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = '%s'::regclass and a.attname = 'v'"
                          .formatted(table)));
        }
      }
      soft.assertAll();
    }
  }

  /** Debezium reads types ahead, those of the captured schemas; all others when it meets them. */
  @Test
  void typesOfOtherSchemasAndTypesThatAreMadeLaterTravelTheSame() {
    try (Source source =
        Source.with(
            """
            create schema app;
            create schema other;
            create domain other.span as interval;
            create domain other.amount as numeric;
            create table app.t (id int primary key, s other.span, n other.amount);
            insert into app.t values (1, 'infinity', '1.50');
            """)) {
      try (FakeWorker worker =
          new FakeWorker(source.settings("schema.include.list", "app")).start()) {
        worker.pollUntil(Records::isSnapshotMarker);
        source.execute(
            "insert into app.t values (2, 'infinity', '1.50')",
            "create domain other.late as interval; create domain other.place as point; alter table app.t add l other.late, add p other.place",
            "insert into app.t values (3, '-infinity', 'NaN', 'infinity', '(0.1,NaN)')");
        worker.pollUntil(record -> Records.isChange(record) && isOf(record, 3));
        List<Struct> rows =
            worker.committed().stream().filter(Records::isChange).map(Records::after).toList();
        assertThat(rows)
            .extracting(row -> row.getString("s") + " " + row.getString("n"))
            .containsExactly("infinity 1.50", "infinity 1.50", "-infinity NaN");
        assertThat(rows)
            .extracting(row -> typeOf(row, "s") + " " + typeOf(row, "n"))
            .containsOnly("span amount");
        assertThat(typeOf(rows.get(2), "l") + " " + typeOf(rows.get(2), "p"))
            .isEqualTo("late place");
        assertThat(rows.get(2).getString("l")).isEqualTo("infinity");
        assertThat(rows.get(2).getString("p")).isEqualTo("(0.1,NaN)");
      }
    }
  }

  @Test
  void columnWhoseTypeChangesTravelsAsWhatItIs() {
    try (Source source =
            Source.with("create table t (id int primary key, v int); insert into t values (1, 1)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute(
          "alter table t alter v type bigint",
          "insert into t values (2, 1234567890123)",
          "alter table t alter v type text",
          "insert into t values (3, 'seven')",
          "alter table t alter v type interval using '1 day'",
          "insert into t values (4, 'infinity')",
          "alter table t drop v, add v date",
          "insert into t values (5, '2024-01-01')");
      worker.pollUntil(record -> Records.isChange(record) && isOf(record, 5));
      assertThat(worker.committed().stream().filter(Records::isChange).map(Records::after))
          .extracting(row -> row.get("v"))
          .containsExactly(1, 1234567890123L, "seven", "infinity", 19723);
    }
  }

  private static String typeOf(Struct row, String column) {
    return row.schema().field(column).schema().parameters().get("type");
  }

  private static boolean isOf(SourceRecord record, int id) {
    return Records.after(record) != null && Records.after(record).getInt32("id") == id;
  }

  private static String insert(int table, String type, int firstId) {
    StringBuilder sql =
        new StringBuilder("insert into t" + table + " values (" + firstId + ", null)");
    int id = firstId;
    for (String value : TEXT.get(type)) {
      id++;
      sql.append(", (%d, %s::text::%s)".formatted(id, Identifiers.literal(value), type));
    }
    return sql.toString();
  }
}
