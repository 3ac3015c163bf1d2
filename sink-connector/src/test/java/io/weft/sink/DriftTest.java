package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The target is not as the source's history says. */
class DriftTest {

  private final SinkFixture sink = new SinkFixture();
  private final TestRecords source =
      new TestRecords()
          .table("public.item", List.of("id"), "id", "name", "note")
          .table("public.log", List.of(), "line");

  @BeforeEach
  void fill() {
    sink.given(
        "create table item(id int primary key, name text unique, note text); create table log(line text)");
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.item", "1", "a", "x")
            .insert("public.item", "2", "b", "y")
            .insert("public.log", "same")
            .commit());
  }

  private void logDrift() {
    sink.context.sought.clear();
    sink.with("drift", "log").start();
  }

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void updateOfAMissingRowStopsTheSinkAndIsCounted() {
    sink.given("delete from item where id = 2");
    sink.deliver(source.begin(2).update("public.item", "2", "secret", "z").commit());

    assertThat(sink.awaitFailure())
        .contains(
            "update of table public.item (key id; xid 2", "expected 1 row", "found 0", "drift")
        .doesNotContain("secret");
    assertThat(sink.metric("drift-total")).isEqualTo(1L);
  }

  @Test
  void insertThatMeetsARowStopsTheSinkAndIsCounted() {
    sink.given("insert into item values (3, 'mine', null)");
    sink.deliver(source.begin(2).insert("public.item", "3", "secret", "z").commit());

    assertThat(sink.awaitFailure())
        .contains("insert of table public.item (key id; xid 2", "23505")
        .doesNotContain("secret");
    assertThat(sink.metric("drift-total")).isEqualTo(1L);
  }

  @Test
  void loggedDriftBringsRowsToWhatTheSourceHas() {
    logDrift();
    sink.given(
        """
        delete from item where id = 2; delete from log;
        insert into item values (3, 'mine', null)""");
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.item", "2", "c", "z")
            .insert("public.item", "3", "d", "new")
            .delete("public.log", "same")
            .update("public.item", "1", "e", "x")
            .commit());

    assertThat(sink.query("select * from item order by id"))
        .containsExactly("1|e|x", "2|c|z", "3|d|new");
    assertThat(sink.metric("drift-total")).isEqualTo(3L);
  }

  @Test
  void loggedDriftInventsNoValue() {
    logDrift();
    sink.given("delete from item where id = 2");
    sink.deliverAndAwait(
        source,
        source.begin(2).update("public.item", "2", "c", "placeholder").unchanged("note").commit());

    assertThat(sink.query("select id from item")).containsExactly("1");
    assertThat(sink.metric("drift-total")).isEqualTo(1L);
  }

  @Test
  void loggedDriftMovesARowWhoseOldKeyIsMissing() {
    logDrift();
    sink.given("delete from item where id = 2");
    sink.deliverAndAwait(
        source,
        source.begin(2).changeKey("public.item", List.of("2"), List.of("7", "b", "y")).commit());

    assertThat(sink.query("select * from item order by id")).containsExactly("1|a|x", "7|b|y");
  }

  @Test
  void rowThatStandsInTheWayOfAnotherKeyStopsTheSinkEvenIfDriftIsLogged() {
    logDrift();
    sink.given("insert into item values (9, 'mine', null)");
    sink.deliver(source.begin(2).insert("public.item", "3", "mine", null).commit());

    assertThat(sink.awaitFailure()).contains("insert of table public.item", "23505");
  }
}
