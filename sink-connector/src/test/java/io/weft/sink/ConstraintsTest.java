package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.testing.TestPostgres;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Constraints that act while changes are applied: the role may not switch triggers off. */
class ConstraintsTest {

  private static final String ROLE = "sink_without_replica_role";

  private final SinkFixture sink = new SinkFixture();
  private final TestRecords source =
      new TestRecords()
          .table("public.child", List.of("id"), "id", "parent")
          .table("public.parent", List.of("id"), "id", "name")
          .table("public.node", List.of("id"), "id", "up")
          .table("public.left", List.of("id"), "id", "other")
          .table("public.right", List.of("id"), "id", "other")
          .table("public.slot", List.of("id"), "id", "during")
          .table("public.place", List.of("id"), "id", "rank");

  private static final String TABLES =
      """
      create table parent(id int primary key, name text);
      create table child(id int primary key, parent int not null references parent on delete cascade);
      create table node(id int primary key, up int references node);
      create table "left"(id int primary key, other int);
      create table "right"(id int primary key, other int references "left" deferrable initially deferred);
      alter table "left" add foreign key (other) references "right" deferrable initially deferred;
      create table slot(id int primary key, during int4range, exclude using gist (during with &&));
      create table place(id int primary key, rank int unique deferrable)""";

  @BeforeEach
  void takeRightsAway() {
    TestPostgres.execute(
        "postgres",
        """
        do $$ begin
          if to_regrole('%1$s') is null then create role %1$s login; end if;
        end $$"""
            .formatted(ROLE));
    sink.given(TABLES)
        .given(
            """
            create schema weft authorization %1$s;
            grant select, insert, update, delete, truncate on all tables in schema public to %1$s"""
                .formatted(ROLE))
        .with(
            "connection.url",
            "jdbc:postgresql://localhost:" + TestPostgres.port() + "/" + sink.database)
        .with("connection.user", ROLE);
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void rowsComeAfterThoseThatTheyReferToAndGoBeforeThem() {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      records.addAll(
          source
              .begin(i)
              .insert("public.parent", "" + i, "p")
              .insert("public.child", "" + i, "" + i)
              .commit());
    }
    sink.deliverAndAwait(source, records);
    sink.deliverAndAwait(
        source,
        source
            .begin(21)
            .delete("public.child", "1")
            .delete("public.parent", "1")
            .insert("public.parent", "30", "p")
            .update("public.child", "2", "30")
            .commit());

    assertThat(sink.query("select count(*) from child join parent on child.parent = parent.id"))
        .containsExactly("19");
    assertThat(sink.query("select parent from child where id = 2")).containsExactly("30");
    assertThat(sink.metric("fallbacks-total")).isEqualTo(0L);
  }

  @Test
  void rowsThatACascadeHasTakenAreNotMissed() {
    sink.deliver(
        source
            .begin(1)
            .insert("public.parent", "1", "p")
            .insert("public.child", "1", "1")
            .insert("public.child", "2", "1")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .delete("public.parent", "1")
            .delete("public.child", "1")
            .delete("public.child", "2")
            .commit());

    assertThat(sink.query("select id from child")).isEmpty();
    assertThat(sink.metric("drift-total")).isEqualTo(0L);
  }

  @Test
  void rowsOfATableThatRefersToItselfComeInAnyOrder() {
    sink.deliver(
        source
            .begin(1)
            .insert("public.node", "3", null)
            .insert("public.node", "1", "3")
            .insert("public.node", "2", "1")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.node", "1", null)
            .delete("public.node", "3")
            .insert("public.node", "4", "2")
            .commit());

    assertThat(sink.query("select * from node order by id")).containsExactly("1|∅", "2|1", "4|2");
  }

  @Test
  void tablesThatReferToEachOtherAreCheckedAtTheEnd() {
    sink.deliverAndAwait(
        source,
        source.begin(1).insert("public.left", "1", "1").insert("public.right", "1", "1").commit());

    assertThat(sink.query("select l.id from \"left\" l join \"right\" r on r.other = l.id"))
        .containsExactly("1");
    assertThat(sink.metric("fallbacks-total")).isEqualTo(0L);
  }

  @Test
  void deferredConstraintThatDoesNotHoldNamesTheTransaction() {
    sink.deliver(source.begin(1).insert("public.right", "1", "5").commit());

    assertThat(sink.awaitFailure()).contains("The end of xid 1, commit", "right", "23503");
    assertThat(sink.query("select id from \"right\"")).isEmpty();
  }

  @Test
  void rangesThatExcludeEachOtherMoveInSourceOrder() {
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.slot", "1", "[1,5)")
            .insert("public.slot", "2", "[5,9)")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.slot", "1", "[20,25)")
            .update("public.slot", "2", "[1,5)")
            .update("public.slot", "1", "[5,9)")
            .commit());

    assertThat(sink.query("select * from slot order by id")).containsExactly("1|[5,9)", "2|[1,5)");
    assertThat(sink.metric("fallbacks-total")).isEqualTo(1L);
  }

  @Test
  void uniqueValuesThatMayWaitSwapAtOnce() {
    sink.deliver(
        source.begin(1).insert("public.place", "1", "1").insert("public.place", "2", "2").commit());
    sink.deliverAndAwait(
        source,
        source.begin(2).update("public.place", "1", "2").update("public.place", "2", "1").commit());

    assertThat(sink.query("select * from place order by id")).containsExactly("1|2", "2|1");
    assertThat(sink.metric("fallbacks-total")).isEqualTo(0L);
  }

  @Test
  void manyFallbacksLeaveWhatTheSourceHas() {
    List<SinkRecord> records = new ArrayList<>();
    records.addAll(
        source
            .begin(1)
            .insert("public.slot", "1", "[1,2)")
            .insert("public.slot", "2", "[2,3)")
            .commit());
    for (int xid = 2; xid <= 200; xid++) {
      String one = xid % 2 == 0 ? "[2,3)" : "[1,2)";
      String two = xid % 2 == 0 ? "[1,2)" : "[2,3)";
      records.addAll(
          source
              .begin(xid)
              .updateFull("public.slot", Arrays.asList("1", null), List.of("1", "[8,9)"))
              .updateFull("public.slot", Arrays.asList("2", null), List.of("2", two))
              .updateFull("public.slot", Arrays.asList("1", null), List.of("1", one))
              .commit());
    }
    sink.deliverAndAwait(source, records);

    assertThat(sink.query("select * from slot order by id")).containsExactly("1|[2,3)", "2|[1,2)");
  }
}
