package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.testing.TestPostgres;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sink does when something is not as it should be. */
class FailureTest {

  private final SinkFixture sink = new SinkFixture();
  private final TestRecords source =
      new TestRecords().table("public.item", List.of("id"), "id", "name");

  @AfterEach
  void stop() {
    sink.close();
  }

  private SinkFixture withItems() {
    return sink.given("create table item(id int primary key, name varchar(5))");
  }

  @Test
  void driftIsNamedByTableKeyAndTransaction() {
    withItems();
    sink.deliver(source.begin(77).update("public.item", "1", "a").commit());
    assertThat(sink.awaitFailure())
        .contains("update of table public.item", "key id", "xid 77", "found 0", "drift")
        .doesNotContain("'a'");
    assertThat(sink.query("select * from item")).isEmpty();
  }

  @Test
  void insertOfARowThatIsThereIsRefused() {
    withItems().given("insert into item values (1, 'mine')");
    sink.deliver(source.begin(1).insert("public.item", "1", "a").commit());
    assertThat(sink.awaitFailure()).contains("insert of table public.item", "23505");
    assertThat(sink.query("select * from item")).containsExactly("1|mine");
  }

  @Test
  void valueTooLongForTheTargetIsRefusedNotCut() {
    withItems();
    sink.deliver(source.begin(1).insert("public.item", "1", "secret").commit());
    assertThat(sink.awaitFailure())
        .contains(
            "insert of table public.item",
            "column \"name\" of type character varying",
            "22001",
            "source's types")
        .doesNotContain("secret");
  }

  @Test
  void missingColumnIsNamedAndTheStreamGoesOnOnceItIsThere() {
    sink.given("create table item(id int primary key)");
    List<SinkRecord> records = source.begin(1).insert("public.item", "1", "a").commit();
    sink.deliver(records);
    assertThat(sink.awaitFailure()).contains("public.item", "\"name\"", "Add the column");
    sink.given("alter table item add column name text");
    sink.start().context.sought.clear();
    sink.deliverAndAwait(source, records);
    assertThat(sink.query("select * from item")).containsExactly("1|a");
  }

  @Test
  void columnAddedWhileRunningIsFound() {
    sink.given("create table item(id int primary key, name text)");
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "a").commit());
    sink.given("alter table item add column extra text");
    source.table("public.item", List.of("id"), "id", "name", "extra");
    sink.deliverAndAwait(source, source.begin(2).update("public.item", "1", "b", "c").commit());
    assertThat(sink.query("select * from item")).containsExactly("1|b|c");
  }

  @Test
  void missingTableIsNamed() {
    sink.deliver(source.begin(1).insert("public.item", "1", "a").commit());
    assertThat(sink.awaitFailure()).contains("no table public.item", "Create the table");
  }

  @Test
  void olderTaskIsFencedOutByANewOne() {
    withItems();
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "a").commit());
    StreamSink zombie = sink.sink();
    FakeTaskContext other = new FakeTaskContext();
    other.assignment.addAll(sink.context.assignment);
    try (StreamSink successor =
        new StreamSink(
            new SinkConfig(
                java.util.Map.of(
                    "name",
                    "test",
                    "topics.regex",
                    "shop\\..*",
                    "topic.prefix",
                    TestRecords.PREFIX,
                    "connection.url",
                    TestPostgres.jdbcUrl(sink.database))),
            other)) {
      successor.open(other.assignment);
      SinkFixture.await(
          () -> {
            successor.put(List.of());
            return !other.sought.isEmpty();
          });
      List<SinkRecord> next = source.begin(2).insert("public.item", "2", "b").commit();
      zombie.put(next);
      assertThat(sink.awaitFailure()).contains("Another task has taken over pipeline 'test'");
      successor.put(next);
      SinkFixture.await(() -> sink.query("select count(*) from item").equals(List.of("2")));
    }
  }

  @Test
  void lostCommitRecordIsNoticed() {
    withItems();
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "a").commit());
    source.begin(2).insert("public.item", "2", "b").commit();
    List<SinkRecord> third = source.begin(3).insert("public.item", "3", "c").commit();
    assertThatThrownBy(() -> sink.deliver(third))
        .hasMessageContaining("Commit records are missing from shop.transaction-0");
    assertThat(sink.query("select id from item")).containsExactly("1");
  }

  @Test
  void sessionKilledInTheTargetIsReplacedAndNothingIsLostOrDoubled() {
    sink.given("create table item(id int primary key, name text)");
    for (int i = 1; i <= 200; i++) {
      List<SinkRecord> records = source.begin(i).insert("public.item", "" + i, "n").commit();
      sink.deliver(records);
      if (i % 20 == 0) {
        sink.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'weft test'");
      }
    }
    sink.awaitCommit(source.lastCommit());
    assertThat(sink.query("select count(*) from item")).containsExactly("200");
    assertThat(sink.metric("retries-total").longValue()).isPositive();
  }

  @Test
  void wrongPasswordIsOneClearMessage() {
    TestPostgres.execute("postgres", "drop role if exists nobody_here");
    sink.with("connection.url", "jdbc:postgresql://localhost:" + TestPostgres.port() + "/nowhere")
        .with("connection.user", "postgres");
    sink.start();
    assertThat(sink.awaitFailure()).contains("nowhere", "does not exist");
  }
}
