package io.weft.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.compare.RowSample.Kind;
import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseComparisonTest {

  private static String source;
  private static String target;

  @BeforeAll
  static void createDatabases() {
    source = TestPostgres.createDatabase("comparison_source");
    target = TestPostgres.createDatabase("comparison_target");
  }

  @BeforeEach
  void emptyDatabases() {
    for (String database : List.of(source, target)) {
      TestPostgres.execute(
          database,
          """
          alter database %s reset all;
          drop schema if exists "Grö""ße 1" cascade;
          drop schema public cascade;
          create schema public
          """
              .formatted(database));
    }
  }

  @Test
  void emptyDatabasesAreIdentical() throws SQLException {
    assertThat(compare().identical()).isTrue();
    assertThat(compare().tables()).isEmpty();
  }

  @Test
  void eachKindOfDifferenceIsCountedAndNamedByItsKey() throws SQLException {
    both("create table t (id int primary key, v text, w int)");
    TestPostgres.execute(
        source, "insert into t select g, 'v' || g, g from generate_series(1, 9) g");
    TestPostgres.execute(
        target,
        """
        insert into t select g, 'v' || g, g from generate_series(2, 11) g;
        update t set v = 'other', w = 0 where id = 7
        """);

    TableComparison t = onlyTable();

    assertThat(t.counts()).isEqualTo(new RowCounts(9, 10, 1, 2, 1));
    assertThat(t.identical()).isFalse();
    assertThat(t.samples())
        .containsExactly(
            new RowSample(Kind.ONLY_IN_SOURCE, List.of("id"), List.of("1"), List.of()),
            new RowSample(Kind.DIFFERENT, List.of("id"), List.of("7"), List.of("v", "w")),
            new RowSample(Kind.ONLY_IN_TARGET, List.of("id"), List.of("10"), List.of()),
            new RowSample(Kind.ONLY_IN_TARGET, List.of("id"), List.of("11"), List.of()));
  }

  @Test
  void swappedValuesOfTwoRowsAreTwoDifferences() throws SQLException {
    both("create table t (id int primary key, v text)");
    TestPostgres.execute(source, "insert into t values (1, 'a'), (2, 'b')");
    TestPostgres.execute(target, "insert into t values (1, 'b'), (2, 'a')");

    assertThat(onlyTable().counts()).isEqualTo(new RowCounts(2, 2, 0, 0, 2));
  }

  @Test
  void rowsWithoutKeyAreCountedAsOftenAsTheyOccur() throws SQLException {
    both("create table t (a text, b int)");
    TestPostgres.execute(
        source, "insert into t values ('x', 1), ('x', 1), ('x', 1), ('y', null), (null, null)");
    TestPostgres.execute(
        target, "insert into t values ('y', null), ('x', 1), (null, null), (null, null), ('x', 1)");

    TableComparison t = onlyTable();

    assertThat(t.counts()).isEqualTo(new RowCounts(5, 5, 1, 1, 0));
    assertThat(t.samples().get(0).keyValues()).containsExactly("x", "1");
    assertThat(t.samples().get(1).keyValues()).containsExactly(null, null);
  }

  @Test
  void rowsWithoutKeyAreIdenticalInWhateverOrderTheyWereWritten() throws SQLException {
    both("create table t (a text, b float8)");
    TestPostgres.execute(
        source,
        "insert into t select case when g % 3 > 0 then chr(40 + g % 80) end, g % 7"
            + " from generate_series(1, 3000) g");
    TestPostgres.execute(
        target,
        "insert into t select case when g % 3 > 0 then chr(40 + g % 80) end, g % 7"
            + " from generate_series(3000, 1, -1) g");

    assertThat(compare().identical()).isTrue();
  }

  /** Two values that are near to each other, or even equal to PostgreSQL's operators. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "text        | 'a'                       | 'A'",
        "text        | 'a'                       | 'a '",
        "text        | ''                        | null",
        "text        | 'null'                    | null",
        "text        | '\\N'                     | null",
        "text        | E'a\\tb'                  | 'a\\tb'",
        "text        | E'a\\nb'                  | E'a\\rb'",
        "text        | U&'\\00e9'                | U&'e\\0301'",
        "bpchar      | 'a'                       | 'a '",
        "varchar(9)  | 'a'                       | 'a '",
        "numeric     | 1.0                       | 1.00",
        "numeric     | 'NaN'                     | null",
        "numeric     | 'Infinity'                | 'NaN'",
        "float8      | 0                         | '-0'",
        "float8      | 'NaN'                     | 'Infinity'",
        "float8      | 0.1                       | 0.10000000000000002",
        "float4      | 1.1                       | 1.1000001",
        "timestamptz | '2026-01-01 00:00:00+00'  | '2026-01-01 00:00:00.000001+00'",
        "timestamp   | 'infinity'                | '-infinity'",
        "timetz      | '10:00+00'                | '11:00+01'",
        "interval    | '1 month'                 | '30 days'",
        "interval    | '24 hours'                | '1 day'",
        "json        | '{\"a\":1}'               | '{\"a\": 1}'",
        "jsonb       | '{\"a\":1.0}'             | '{\"a\":1.00}'",
        "jsonb       | 'null'                    | null",
        "int[]       | '{}'                      | null",
        "int[]       | '{1,null}'                | '{1}'",
        "int[]       | '[0:1]={1,2}'             | '{1,2}'",
        "bytea       | '\\x00'                   | '\\x'",
        "bit varying | B'1'                      | B'10'",
        "inet        | '10.0.0.1/24'             | '10.0.0.1'",
        "boolean     | true                      | null",
        "pair        | row(null, null)           | null",
        "pair        | row(1, null)              | row(1, '')",
      })
  void nearValuesDifferWithAndWithoutKey(String type, String left, String right)
      throws SQLException {
    both(
        """
        create type pair as (a int, b text);
        create table keyed (id int primary key, v %1$s);
        create table keyless (v %1$s)
        """
            .formatted(type));
    insertIntoBothTables(source, left);
    insertIntoBothTables(target, right);

    ComparisonReport report = compare();

    assertThat(report.tables().get(0).counts()).isEqualTo(new RowCounts(1, 1, 0, 0, 1));
    assertThat(report.tables().get(1).counts()).isEqualTo(new RowCounts(1, 1, 1, 1, 0));
    TestPostgres.execute(target, "truncate keyed, keyless");
    insertIntoBothTables(target, left);
    assertThat(compare().identical()).isTrue();
  }

  /** Values whose order depends on type, collation or notation; all are tried as keys. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text collate \"C\"|text collate \"und-x-icu\"|chr(32 + g * 7 % 900) || g || '\\'",
        "int|bigint|g * 7919 % 4001 - 2000",
        "bigint|numeric|g * 7919 % 4001 - 2000",
        "uuid|uuid|md5(g::text)::uuid",
        "uuid|text|md5(g::text)::uuid",
        "float8|float8|(g * 7919 % 4001 - 2000) / 7.0",
        "numeric|numeric|(g * 7919 % 4001 - 2000) / 8.0",
        "timestamptz|timestamptz|timestamptz '2026-01-01Z' + g * 7919 % 4001 * interval '5.3 years'",
        "boolean[]|boolean[]|array(select b = '1' from regexp_split_to_table(g::bit(12)::text, '') b)",
        "jsonb|jsonb|jsonb_build_object(chr(65 + g % 40), g)",
        "inet|inet|inet '10.0.0.0' + g * 7919 % 4001",
        "interval|interval|g * interval '31 hours'",
        "bytea|bytea|decode(md5(g::text), 'hex')",
      })
  void keysOfAnyTypeMeetEachOther(String types) throws SQLException {
    String[] part = types.split("\\|", 3);
    String rows = "insert into t select %s, g from generate_series(1, 2000) g".formatted(part[2]);
    TestPostgres.execute(source, "create table t (k %s primary key, v int);".formatted(part[0]));
    TestPostgres.execute(target, "create table t (k %s primary key, v int);".formatted(part[1]));
    TestPostgres.execute(source, rows + "; delete from t where v = 1000");
    TestPostgres.execute(
        target, rows + "; delete from t where v = 1; update t set v = 0 where v = 2");

    assertThat(onlyTable().counts()).isEqualTo(new RowCounts(1999, 1999, 1, 1, 1));
  }

  @Test
  void sessionSettingsOfTheSidesDoNotMatter() throws SQLException {
    both(
        """
        create table t (id int primary key, a timestamptz, b interval, c float8, d bytea, e regclass);
        insert into t values
          (1, '2026-03-04 05:06:07.89+00', '1 year 2 days 03:04', 0.1 + 0.2::float8, '\\xff', 't')
        """);
    TestPostgres.execute(
        target,
        """
        alter database %1$s set datestyle = 'SQL, DMY';
        alter database %1$s set intervalstyle = 'iso_8601';
        alter database %1$s set timezone = 'Asia/Kolkata';
        alter database %1$s set extra_float_digits = -5;
        alter database %1$s set bytea_output = 'escape';
        alter database %1$s set search_path = 'elsewhere'
        """
            .formatted(target));

    assertThat(compare().identical()).isTrue();
  }

  @Test
  void namesOfAnyKindAreQuoted() throws SQLException {
    both(
        """
        create schema "Grö""ße 1";
        create table "Grö""ße 1"."Ta.ble 'x'" (
          "Ke""y one" text, "select" int, "値" text, primary key ("select", "Ke""y one"));
        insert into "Grö""ße 1"."Ta.ble 'x'" values ('k', 1, 'v')
        """);
    TestPostgres.execute(target, "update \"Grö\"\"ße 1\".\"Ta.ble 'x'\" set \"値\" = null");

    TableComparison t = onlyTable();

    assertThat(t.table()).isEqualTo(new TableName("Grö\"ße 1", "Ta.ble 'x'"));
    assertThat(t.samples())
        .containsExactly(
            new RowSample(
                Kind.DIFFERENT, List.of("select", "Ke\"y one"), List.of("1", "k"), List.of("値")));
  }

  @Test
  void tableMissingOnOneSideIsADifference() throws SQLException {
    TestPostgres.execute(source, "create table here (id int primary key)");
    TestPostgres.execute(target, "create table there (id int primary key)");

    ComparisonReport report = compare();

    assertThat(report.identical()).isFalse();
    assertThat(report.differing())
        .extracting(TableComparison::obstacles)
        .containsExactly(
            List.of("the table is missing in the target"),
            List.of("the table is missing in the source"));
  }

  @Test
  void tableThatWasNamedButExistsNowhereIsADifference() throws SQLException {
    TableName nowhere = new TableName("public", "nowhere");
    try (Connection left = TestPostgres.connect(source);
        Connection right = TestPostgres.connect(target)) {
      assertThat(DatabaseComparison.compare(left, right, List.of(nowhere)).identical()).isFalse();
    }
  }

  @Test
  void columnMissingInTheTargetIsADifferenceAndOneMoreIsNot() throws SQLException {
    both("create table t (id int primary key, v int)");
    both("insert into t values (1, 1)");
    TestPostgres.execute(target, "alter table t add column tenant int default 5");

    assertThat(onlyTable().identical()).isTrue();
    assertThat(onlyTable().columnsOnlyInTarget()).containsExactly("tenant");

    TestPostgres.execute(source, "alter table t add column more int");

    assertThat(onlyTable().identical()).isFalse();
    assertThat(onlyTable().obstacles()).containsExactly("column more is missing in the target");
  }

  @Test
  void rootsAreComparedHoweverEachSideDividesItsRows() throws SQLException {
    TestPostgres.execute(
        source,
        """
        create table t (id int primary key, v int) partition by range (id);
        create table t_low partition of t for values from (0) to (500);
        create table t_high partition of t for values from (500) to (5000)
        """);
    TestPostgres.execute(target, "create table t (v int, id int primary key)");
    both("insert into t (id, v) select g, g from generate_series(1, 1000) g");

    assertThat(compare().identical()).isTrue();

    TestPostgres.execute(target, "delete from t where id = 501");

    assertThat(onlyTable().counts()).isEqualTo(new RowCounts(1000, 999, 1, 0, 0));
  }

  @Test
  void childTablesThatShareAParentsKeysAreComparedAsWholeRows() throws SQLException {
    both(
        """
        create table parent (id int primary key, v text);
        create table child (primary key (id)) inherits (parent)
        """);
    TestPostgres.execute(
        source, "insert into parent values (1, 'a'); insert into child values (1, 'b')");
    TestPostgres.execute(
        target, "insert into child values (1, 'b'); insert into parent values (1, 'a')");

    assertThat(compare().identical()).isTrue();
  }

  @Test
  void generatedColumnsAreCompared() throws SQLException {
    TestPostgres.execute(
        source, "create table t (id int primary key, g int generated always as (id * 2) stored)");
    TestPostgres.execute(
        target, "create table t (id int primary key, g int generated always as (id * 3) stored)");
    both("insert into t values (1)");

    assertThat(onlyTable().samples().get(0).differingColumns()).containsExactly("g");
  }

  @Test
  void tablesWithoutColumnsAreComparedByTheNumberOfTheirRows() throws SQLException {
    both("create table t ()");
    both("insert into t default values");

    assertThat(compare().identical()).isTrue();

    TestPostgres.execute(source, "insert into t default values");

    assertThat(onlyTable().counts()).isEqualTo(new RowCounts(2, 1, 1, 0, 0));
  }

  @Test
  void keyThatTheTargetDoesNotEnforceShowsItsDuplicates() throws SQLException {
    TestPostgres.execute(source, "create table t (id int primary key, v int)");
    TestPostgres.execute(target, "create table t (id int, v int)");
    both("insert into t select g, g from generate_series(1, 5) g");
    TestPostgres.execute(target, "insert into t values (3, 3)");

    assertThat(onlyTable().counts()).isEqualTo(new RowCounts(5, 6, 0, 1, 0));
  }

  @Test
  void changesDuringTheComparisonAreNotSeen() throws SQLException {
    both("create table a (id int primary key); create table b (id int primary key)");
    both("insert into a values (1); insert into b values (1)");

    ComparisonListener intruder =
        (table, rows) -> {
          if (table.table().equals("a")) {
            TestPostgres.execute(target, "delete from b");
          }
        };

    try (Connection left = TestPostgres.connect(source);
        Connection right = TestPostgres.connect(target)) {
      List<TableName> tables = DatabaseComparison.allTables(left, right);
      assertThat(DatabaseComparison.compare(left, right, tables, intruder).identical()).isTrue();
    }
  }

  @Test
  void connectionsAreLeftAsTheyWere() throws SQLException {
    both("create table t (id int primary key)");
    try (Connection left = TestPostgres.connect(source);
        Connection right = TestPostgres.connect(target)) {
      DatabaseComparison.compare(left, right);

      assertThat(left.getAutoCommit()).isTrue();
      try (var rows = left.createStatement().executeQuery("show search_path")) {
        rows.next();
        assertThat(rows.getString(1)).contains("public");
      }
      TestPostgres.execute(source, "drop table t");
    }
  }

  @Test
  void whatCannotBeReadIsAFailureAndNotAVerdict() throws SQLException {
    both("create table t (id int primary key, v int)");
    both("insert into t values (1, 1)");
    TestPostgres.execute(
        target,
        """
        alter table t rename to hidden;
        create view t as select id, 1 / (id - 1) as v from hidden
        """);
    try (Connection left = TestPostgres.connect(source);
        Connection right = TestPostgres.connect(target)) {
      List<TableName> t = List.of(new TableName("public", "t"));
      assertThatThrownBy(() -> DatabaseComparison.compare(left, right, t))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("division by zero");
      assertThat(left.getAutoCommit()).isTrue();
      assertThat(right.getAutoCommit()).isTrue();
    }
  }

  @Test
  void progressIsTold() throws SQLException {
    both("create table t (id int primary key)");
    both("insert into t select generate_series(1, 10000)");
    List<Long> told = new ArrayList<>();
    try (Connection left = TestPostgres.connect(source);
        Connection right = TestPostgres.connect(target)) {
      DatabaseComparison.compare(
          left, right, List.of(new TableName("public", "t")), (table, rows) -> told.add(rows));
    }
    assertThat(told).isSorted().hasSizeGreaterThan(2).endsWith(10000L);
  }

  @Test
  void textFormOfASampleHoldsNoValues() {
    RowSample sample =
        new RowSample(Kind.DIFFERENT, List.of("email"), List.of("a@b.example"), List.of("phone"));
    assertThat(sample.toString()).contains("email", "phone").doesNotContain("a@b");
  }

  private static void both(String sql) {
    TestPostgres.execute(source, sql);
    TestPostgres.execute(target, sql);
  }

  private static void insertIntoBothTables(String database, String value) {
    TestPostgres.execute(
        database,
        "insert into keyed values (1, %1$s); insert into keyless values (%1$s)".formatted(value));
  }

  private static ComparisonReport compare() throws SQLException {
    try (Connection left = TestPostgres.connect(source);
        Connection right = TestPostgres.connect(target)) {
      return DatabaseComparison.compare(left, right);
    }
  }

  private static TableComparison onlyTable() throws SQLException {
    ComparisonReport report = compare();
    assertThat(report.tables()).hasSize(1);
    return report.tables().get(0);
  }
}
