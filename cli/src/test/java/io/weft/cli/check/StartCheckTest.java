package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartCheckTest {

  private String source;
  private String target;
  private List<String> patterns = List.of();
  private Optional<List<TableName>> known = Optional.empty();

  @BeforeEach
  void createDatabases() {
    source = TestPostgres.createDatabase("check_source");
    target = TestPostgres.createDatabase("check_target");
  }

  private static PostgresUri uri(String user, String database) {
    return PostgresUri.parse(
        "postgresql://" + user + ":pw@localhost:" + TestPostgres.port() + "/" + database);
  }

  private CheckResult check(String user) throws SQLException {
    return StartCheck.run(
        new CheckRequest(
            "p", "weft_" + source, uri(user, source), uri(user, target), patterns, known));
  }

  private List<String> obstacles() throws SQLException {
    return check("postgres").obstacles();
  }

  private void both(String sql) {
    TestPostgres.execute(source, sql);
    TestPostgres.execute(target, sql);
  }

  @Test
  void likeSchemasPass() throws SQLException {
    both(
        """
        create type mood as enum ('well', 'ill');
        create table a (id int generated always as identity primary key, m mood, t text[],
                        twice int generated always as (1 + 1) stored);
        create table "Odd, Näme" (x int);
        alter table "Odd, Näme" replica identity full;
        create table p (id int, at date, primary key (id, at)) partition by range (at);
        create table p1 partition of p for values from ('2020-01-01') to ('2021-01-01')
        """);
    CheckResult result = check("postgres");
    assertThat(result.obstacles()).isEmpty();
    assertThat(result.notes()).isEmpty();
    assertThat(result.estimatedRows().keySet())
        .extracting(TableName::toString)
        .containsExactly("public.Odd, Näme", "public.a", "public.p");
  }

  @Test
  void everyObstacleIsNamedAtOnceWithItsRemedy() throws SQLException {
    TestPostgres.execute(
        source,
        """
        create table missing (id int primary key);
        create table no_key (x int);
        create table columns (id int primary key, gone int, wider bigint, twice int);
        create table generated (id int primary key, g int generated always as (1) stored);
        create table other_key (id int primary key, at timestamptz not null);
        create table filled (id int primary key);
        create table cases (id int primary key, v int, "V" int);
        """);
    TestPostgres.execute(
        target,
        """
        create table cases (id int primary key, v int, "V" int);
        create table no_key (x int);
        create table columns (id int primary key, wider int, must int not null,
                              twice int generated always as (2) stored);
        create table generated (id int primary key, g int);
        create table other_key (id int, at timestamptz, primary key (id, at));
        create table filled (id int primary key);
        insert into filled values (1);
        """);
    assertThat(obstacles())
        .satisfiesExactlyInAnyOrder(
            o -> assertThat(o).contains("The target lacks public.missing; ", "pg_dump"),
            o ->
                assertThat(o)
                    .contains("no_key has no primary key", "no_key\" REPLICA IDENTITY FULL"),
            o ->
                assertThat(o)
                    .contains("Column gone of public.columns", "ADD COLUMN \"gone\" integer"),
            o -> assertThat(o).contains("Column wider", "bigint on the source and integer on"),
            o -> assertThat(o).contains("public.cases has two columns named V but for their case"),
            o -> assertThat(o).contains("Column must", "NOT NULL", "give it a default"),
            o -> assertThat(o).contains("Column twice", "DROP EXPRESSION"),
            o -> assertThat(o).contains("Column g of", "generated on the source but not"),
            o -> assertThat(o).contains("key of public.other_key has at", "REPLICA IDENTITY FULL"),
            o -> assertThat(o).contains("not empty: public.filled", "TRUNCATE"))
        .allSatisfy(o -> assertThat(o).doesNotContain("\n"));
  }

  @Test
  void aRoleWithoutRightsIsToldWhatItLacks() throws SQLException {
    both(
        "create table t (id int primary key); create schema s; create table s.u (id int primary key)");
    String role = "poor_" + source;
    TestPostgres.execute(source, "create role " + role + " login");
    assertThat(check(role).obstacles())
        .anySatisfy(o -> assertThat(o).contains("may not replicate", "REPLICATION"))
        .anySatisfy(o -> assertThat(o).contains("may not read public.t", "GRANT SELECT"))
        .anySatisfy(o -> assertThat(o).contains("schema of s.u", "GRANT USAGE ON SCHEMA \"s\""))
        .anySatisfy(o -> assertThat(o).contains("may not create a publication", "GRANT CREATE"))
        .anySatisfy(o -> assertThat(o).contains("does not own"))
        .anySatisfy(
            o ->
                assertThat(o)
                    .contains("lacks SELECT, INSERT, UPDATE, DELETE, TRUNCATE on public.t"))
        .anySatisfy(o -> assertThat(o).contains("may not create the schema weft"));
    assertThat(check(role).notes())
        .anySatisfy(n -> assertThat(n).contains("session_replication_role"));
  }

  @Test
  void rowLevelSecurityThatHidesRowsIsAnObstacle() throws SQLException {
    both("create table t (id int primary key); alter table t enable row level security");
    String role = "secured_" + source;
    TestPostgres.execute(
        source, "create role " + role + " login replication; grant all on t to " + role);
    assertThat(check(role).obstacles())
        .anySatisfy(o -> assertThat(o).contains("hides rows of public.t", "BYPASSRLS"));
  }

  @Test
  void theSameDatabaseUnderAnotherSpellingIsRecognised() throws SQLException {
    both("create table t (id int primary key)");
    CheckResult result =
        StartCheck.run(
            new CheckRequest(
                "p",
                "weft_p",
                uri("postgres", source),
                PostgresUri.parse(
                    "host=127.0.0.1 user=postgres port="
                        + TestPostgres.port()
                        + " dbname="
                        + source),
                patterns,
                known));
    assertThat(result.obstacles())
        .singleElement()
        .asString()
        .contains("Source and target are the same database");
  }

  @Test
  void whatCannotBeReachedIsSaidOfBothSides() throws SQLException {
    CheckResult result =
        StartCheck.run(
            new CheckRequest(
                "p",
                "weft_p",
                uri("postgres", "no_such_database"),
                PostgresUri.parse("postgresql://me@localhost:1/x"),
                patterns,
                known));
    assertThat(result.obstacles())
        .satisfiesExactly(
            o -> assertThat(o).contains("The source", "no such database"),
            o -> assertThat(o).contains("The target postgresql://me@localhost:1/x", "refuses"));
  }

  @Test
  void aSlotWithoutItsFolderIsAnObstacle() throws SQLException {
    both("create table t (id int primary key)");
    String slot = "weft_" + source;
    TestPostgres.execute(
        source, "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    try {
      assertThat(obstacles())
          .singleElement()
          .asString()
          .contains("slot " + slot + " exists", "pg_drop_replication_slot");
    } finally {
      TestPostgres.execute(source, "select pg_drop_replication_slot('" + slot + "')");
    }
  }

  @Test
  void theTablesOfAPipelineAreSettledAtItsFirstStart() throws SQLException {
    both("create table a (id int primary key); create table b (id int primary key)");
    known = Optional.of(List.of(new TableName("public", "a")));
    CheckResult result = check("postgres");
    assertThat(result.obstacles()).isEmpty();
    assertThat(result.estimatedRows()).containsOnlyKeys(new TableName("public", "a"));
    assertThat(result.notes()).singleElement().asString().contains("public.b");

    patterns = List.of("*");
    assertThat(obstacles()).singleElement().asString().contains("cannot change");

    patterns = List.of();
    TestPostgres.execute(source, "drop table a");
    assertThat(obstacles()).anySatisfy(o -> assertThat(o).contains("public.a is gone"));
  }

  @Test
  void aSlotThatIsGoneAfterSomethingWasAppliedIsAnObstacle() throws SQLException {
    both("create table a (id int primary key)");
    TestPostgres.execute(
        target,
        """
        create schema weft;
        create table weft.progress (pipeline text, commit_lsn pg_lsn, snapshot_complete boolean,
                                    revision bigint);
        insert into weft.progress values ('p', '1/0', true, 1)
        """);
    known = Optional.of(List.of(new TableName("public", "a")));
    assertThat(obstacles()).singleElement().asString().contains("is gone from the source");
  }

  @Test
  void unloggedTablesAreLeftOutAndSaid() throws SQLException {
    both("create table a (id int primary key)");
    TestPostgres.execute(source, "create unlogged table cache (id int primary key)");
    CheckResult result = check("postgres");
    assertThat(result.obstacles()).isEmpty();
    assertThat(result.notes()).singleElement().asString().contains("unlogged", "public.cache");
  }
}
