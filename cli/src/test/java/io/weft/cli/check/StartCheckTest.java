package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartCheckTest {

  private String source;
  private String target;
  private List<String> patterns = List.of();
  private Optional<List<TableName>> known = Optional.empty();
  private CheckRequest.FirstRows firstRows = CheckRequest.FirstRows.COPY;

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
            "p",
            "weft_" + source,
            "weft_" + source,
            uri(user, source),
            uri(user, target),
            patterns,
            known,
            firstRows));
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
  void columnsWhoseTypeCannotBeCarriedAreAnObstacle() throws SQLException {
    both("create table a (id int primary key, tree pg_node_tree)");
    assertThat(obstacles())
        .containsExactly(
            "Column tree of public.a is of type pg_node_tree, which cannot be carried: PostgreSQL"
                + " prints its values and reads none back; change its type, to text for example, or"
                + " leave the table out with --tables");
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
        create type mood as enum ('well', 'ill', 'it''s');
        create table loose (id int primary key, strict int, m mood, ms mood[]);
        """);
    both(
        """
        create table computed (a int, b int generated always as (a * 2) stored primary key);
        create table parts (id int) partition by range (id);
        create table bare partition of parts for values from (0) to (10);
        alter table parts replica identity full;
        create table "dot.table" (id int primary key);
        create table dot_table (id int primary key);
        create schema "a.b"; create table "a.b".c (id int primary key);
        create schema a; create table a."b.c" (id int primary key);
        """);
    TestPostgres.execute(
        target,
        """
        create type mood as enum ('well', 'other');
        create table loose (id int primary key, strict int not null, m mood, ms mood[]);
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
            o ->
                assertThat(o)
                    .contains("Column strict of public.loose", "DROP NOT NULL", "SET NOT NULL"),
            o -> assertThat(o).contains("key of public.computed holds b", "DROP EXPRESSION"),
            o ->
                assertThat(o)
                    .contains(
                        "Type public.mood",
                        "lacks labels",
                        "ill, it's",
                        "ALTER TYPE public.mood ADD VALUE 'ill'; ALTER TYPE public.mood ADD VALUE 'it''s'"),
            o ->
                assertThat(o)
                    .contains(
                        "Partition public.bare of public.parts",
                        "ALTER TABLE public.bare REPLICA IDENTITY FULL"),
            o -> assertThat(o).contains("topics", "\"dot.table\"", "\"dot_table\""),
            o -> assertThat(o).contains("topics", "\"a.b\".\"c\"", "\"a\".\"b.c\""),
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
                "weft_p",
                uri("postgres", source),
                PostgresUri.parse(
                    "host=127.0.0.1 user=postgres port="
                        + TestPostgres.port()
                        + " dbname="
                        + source),
                patterns,
                known,
                firstRows));
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
                "weft_p",
                uri("postgres", "no_such_database"),
                PostgresUri.parse("postgresql://me@localhost:1/x"),
                patterns,
                known,
                firstRows));
    assertThat(result.obstacles())
        .satisfiesExactly(
            o -> assertThat(o).contains("The source", "no such database"),
            o -> assertThat(o).contains("The target postgresql://me@localhost:1/x", "refuses"));
  }

  @Test
  void aServerWithoutSslIsNotTakenForOneThatWantsAPassword() throws SQLException {
    PostgresUri secure =
        PostgresUri.parse(
            "postgresql://postgres@localhost:%d/%s?sslmode=require"
                .formatted(TestPostgres.port(), source));
    CheckResult result =
        StartCheck.run(
            new CheckRequest(
                "p",
                "weft_p",
                "weft_p",
                secure,
                uri("postgres", target),
                patterns,
                known,
                firstRows));
    assertThat(result.obstacles())
        .singleElement()
        .asString()
        .contains("does not support SSL", "sslmode")
        .doesNotContain("password");
  }

  @Test
  void aSlotWithoutItsFolderIsAnObstacle() throws SQLException {
    both("create table t (id int primary key)");
    begin();
    assertThat(obstacles())
        .singleElement()
        .asString()
        .contains("slot weft_" + source + " exists", "pg_drop_replication_slot");
  }

  private void begin() {
    TestPostgres.execute(
        source, "select pg_create_logical_replication_slot('weft_" + source + "', 'pgoutput')");
  }

  @AfterEach
  void dropSlots() {
    TestPostgres.execute(
        source,
        "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()");
  }

  @Test
  void aStartThatCameToNothingSettlesNoTables() throws SQLException {
    both("create table a (id int primary key)");
    known = Optional.of(List.of(new TableName("public", "a"), new TableName("public", "gone")));
    CheckResult result = check("postgres");
    assertThat(result.obstacles()).isEmpty();
    assertThat(result.estimatedRows()).containsOnlyKeys(new TableName("public", "a"));
  }

  @Test
  void theTablesOfAPipelineAreSettledOnceItHasBegun() throws SQLException {
    both("create table a (id int primary key); create table b (id int primary key)");
    begin();
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
  void aSlotThatIsGoneWhileTablesWereCopiedIsAnObstacle() throws SQLException {
    both("create table a (id int primary key)");
    TestPostgres.execute(
        target,
        """
        create schema weft;
        create table weft.copy_table (pipeline text, copy_lsn pg_lsn);
        insert into weft.copy_table values ('p', '1/0')
        """);
    known = Optional.of(List.of(new TableName("public", "a")));
    assertThat(obstacles()).singleElement().asString().contains("is gone from the source");
  }

  @Test
  void theCopyNeedsASlotBesideTheStreams() throws SQLException {
    both("create table a (id int primary key)");
    TestPostgres.execute(
        source,
        """
        select pg_create_physical_replication_slot('spare_' || i)
          from generate_series(2, current_setting('max_replication_slots')::int
                                  - (select count(*) from pg_replication_slots)) i
        """);
    try {
      assertThat(obstacles())
          .singleElement()
          .asString()
          .contains("a single one left of its replication slots", "--snapshot=debezium");
      firstRows = CheckRequest.FirstRows.STREAM;
      assertThat(obstacles()).isEmpty();
    } finally {
      TestPostgres.execute(
          source,
          "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name like 'spare_%'");
    }
  }

  @Test
  void moreLocksThanTheServerHasRoomForAreAnObstacle() throws SQLException {
    TestPostgres.execute(
        source,
        """
        create table parts (id int primary key, v int) partition by range (id);
        create index on parts (v);
        create table p1 partition of parts for values from (0) to (10);
        create table plain (id int)
        """);
    try (Connection connection = TestPostgres.connect(source)) {
      assertThat(CatalogReader.read(connection).values())
          .extracting(CatalogTable::locks)
          .containsExactly(6L, 1L);
      Findings findings = new Findings();
      SourceServer server = new SourceServer(connection, ServerFacts.read(connection), findings);
      server.checkLocks(1_000);
      assertThat(findings.obstacles()).isEmpty();
      server.checkLocks(1_000_000);
      assertThat(findings.obstacles())
          .singleElement()
          .asString()
          .contains("holds 1000000", "SET max_locks_per_transaction = ", "--tables");
    }
  }

  @Test
  void whatTheLogTellsNothingOfIsAnObstacle() throws SQLException {
    both(
        """
        create table parts (id int) partition by range (id);
        alter table parts replica identity full;
        create extension file_fdw; create server files foreign data wrapper file_fdw;
        create foreign table far partition of parts for values from (0) to (10)
          server files options (filename '/dev/null');
        create table measured (id int primary key);
        create schema _timescaledb_catalog;
        create table _timescaledb_catalog.hypertable (schema_name name, table_name name);
        insert into _timescaledb_catalog.hypertable values ('public', 'measured')
        """);
    assertThat(obstacles())
        .satisfiesExactlyInAnyOrder(
            o -> assertThat(o).contains("public.parts are foreign tables", "public.far", "detach"),
            o -> assertThat(o).contains("hypertables of TimescaleDB", "public.measured"));
  }

  @Test
  void tablesOfWhichNothingTravelsAreLeftOutAndSaid() throws SQLException {
    both("create table a (id int primary key)");
    TestPostgres.execute(
        source, "create unlogged table cache (id int primary key); create table nocols ()");
    CheckResult result = check("postgres");
    assertThat(result.obstacles()).isEmpty();
    assertThat(result.notes())
        .satisfiesExactly(
            n -> assertThat(n).contains("unlogged", "public.cache"),
            n -> assertThat(n).contains("without columns", "public.nocols"));
    assertThat(result.estimatedRows()).containsOnlyKeys(new TableName("public", "a"));
  }

  @Test
  void aNewColumnIsAddedWithWhatItsOldRowsHoldOnTheSource() throws SQLException {
    both("create table t (id int primary key); create table u (id int primary key)");
    TestPostgres.execute(source, "insert into t values (1)");
    TestPostgres.execute(
        source,
        """
        alter table t add column doubled int generated always as (id * 2) stored;
        alter table t add column bare text collate "C", add column constant int not null default 7;
        alter table t add column moved text default 'it''s';
        alter table t alter column moved set default 'new';
        alter table u add column volatile float8 default random()
        """);
    known = Optional.of(List.of(new TableName("public", "t"), new TableName("public", "u")));
    begin();
    List<String> remedies = obstacles();
    assertThat(remedies)
        .satisfiesExactly(
            o ->
                assertThat(o)
                    .endsWith(
                        "ADD COLUMN \"doubled\" integer GENERATED ALWAYS AS ((id * 2)) STORED"),
            o -> assertThat(o).endsWith("ADD COLUMN \"bare\" text COLLATE pg_catalog.\"C\""),
            o ->
                assertThat(o)
                    .endsWith(
                        "; ALTER TABLE \"public\".\"t\" ADD COLUMN \"constant\" integer DEFAULT '7' NOT NULL; ALTER TABLE \"public\".\"t\" ALTER COLUMN \"constant\" SET DEFAULT 7"),
            o -> assertThat(o).contains("DEFAULT 'it''s'; ", "SET DEFAULT 'new'::text"),
            o ->
                assertThat(o)
                    .contains("double precision, and fill it from the source", "random()"));

    TestPostgres.execute(target, "insert into t values (1)");
    for (String remedy : remedies.subList(0, 4)) {
      TestPostgres.execute(target, remedy.substring(remedy.indexOf("; ") + 2));
    }
    String row = "select constant || moved || coalesce(bare, '-') || doubled from t";
    assertThat(TestPostgres.query(target, row)).isEqualTo(TestPostgres.query(source, row));
  }

  @Test
  void triggersThatWouldActOnWhatIsAppliedAreAnObstacle() throws SQLException {
    both(
        "create table t (id int primary key) partition by range (id); create table off (id int primary key)");
    TestPostgres.execute(
        target,
        """
        create function act() returns trigger language plpgsql as 'begin return new; end';
        create table t1 partition of t for values from (0) to (10);
        create trigger whole after insert on t for each statement execute function act();
        create trigger part before insert on t1 for each row execute function act();
        create trigger off before insert on off for each row execute function act();
        alter table off disable trigger user
        """);
    assertThat(obstacles()).isEmpty();
    String role = "plain_" + source;
    TestPostgres.execute(
        source,
        "create role " + role + " login; grant create on database " + target + " to " + role);
    TestPostgres.execute(target, "grant all on t, off to " + role);
    assertThat(check(role).obstacles())
        .filteredOn(o -> o.contains("Triggers"))
        .singleElement()
        .asString()
        .contains(
            "public.t",
            ": part, whole; ",
            "GRANT SET ON PARAMETER session_replication_role TO \"" + role,
            "ALTER TABLE \"public\".\"t\" DISABLE TRIGGER USER");
  }

  @Test
  void publicationOfAnotherMindIsAnObstacle() throws SQLException {
    both("create table t (id int primary key)");
    TestPostgres.execute(source, "create publication weft_" + source + " for all tables");
    assertThat(obstacles())
        .singleElement()
        .asString()
        .contains("FOR ALL TABLES", "--name", "DROP PUBLICATION \"weft_" + source);
    TestPostgres.execute(
        source,
        "drop publication weft_%1$s; create publication weft_%1$s for table t where (id > 1)"
            .formatted(source));
    assertThat(obstacles()).singleElement().asString().contains("leaves out rows");
  }

  @Test
  void whatAnotherPipelineLeftIsNamedInFullUntilNothingIsLeft() throws SQLException {
    both("create table t (id int primary key)");
    TestPostgres.execute(
        target,
        """
        create schema weft;
        create table weft.progress (pipeline text, revision bigint);
        create table weft.progress_offset (pipeline text);
        create table weft.progress_table (pipeline text);
        insert into weft.progress values ('p', 1);
        insert into weft.progress_offset values ('p');
        insert into weft.progress_table values ('p')
        """);
    String obstacle = obstacles().get(0);
    String remedy = obstacle.substring(obstacle.indexOf("DELETE"));
    TestPostgres.execute(target, remedy.substring(0, remedy.indexOf(';')));
    assertThat(obstacles()).singleElement().asString().contains("progress of another pipeline");
    TestPostgres.execute(target, remedy);
    assertThat(obstacles()).isEmpty();
  }

  @Test
  void whatPrintsOtherwiseOrMayNotFitIsSaid() throws SQLException {
    TestPostgres.execute(
        source,
        "create table t (id int, amount numeric(10,2), r real, primary key (id)); create table k (id int primary key, at timestamptz); alter table k replica identity full");
    TestPostgres.execute(
        target,
        "create table t (id int, amount numeric(12,4), r double precision, primary key (id)); create table k (id int, at timestamptz, primary key (id, at))");
    CheckResult result = check("postgres");
    assertThat(result.obstacles()).isEmpty();
    assertThat(result.notes())
        .satisfiesExactly(
            n -> assertThat(n).contains("Column at of public.k", "SET NOT NULL"),
            n ->
                assertThat(n)
                    .contains(
                        "print otherwise",
                        "public.t.amount (numeric(10,2) as numeric(12,4))",
                        "public.t.r (real as double precision)"));
  }

  @Test
  void encodingsThatMayNotFitAreSaid() throws SQLException {
    String latin = target + "_latin";
    for (String sql :
        List.of(
            "create database %s encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0"
                .formatted(source + "_ascii"),
            "create database %s encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"
                .formatted(latin))) {
      TestPostgres.execute("postgres", sql);
    }
    source = source + "_ascii";
    target = latin;
    both("create table t (id int primary key)");
    assertThat(check("postgres").notes())
        .anySatisfy(n -> assertThat(n).contains("source's encoding is SQL_ASCII", "UTF-8"))
        .anySatisfy(n -> assertThat(n).contains("target's encoding is LATIN1"));
  }
}
