package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stream beside the bulk copy. */
class WaitForCopyTest {

  private static final String TABLES =
      "create table item(id int primary key, name text); create table other(id int primary key, name text)";

  private static final TableName ITEM = new TableName("public", "item");

  private final String source = TestPostgres.createDatabase("copy_source");
  private final CopyTopics topics = new CopyTopics(source);
  private final SinkFixture sink =
      new SinkFixture()
          .with("wait.for.copy", "true")
          .with("topics.regex", "shop[.](?!copy[.][^.]+[.]).*");
  private final TestRecords stream =
      new TestRecords()
          .table("public.item", List.of("id"), "id", "name")
          .table("public.other", List.of("id"), "id", "name");
  private final List<CopyWorker> workers = new ArrayList<>();

  WaitForCopyTest() {
    TestPostgres.execute(source, TABLES);
    sink.given(TABLES);
  }

  @AfterEach
  void stop() {
    workers.forEach(CopyWorker::close);
    sink.close();
  }

  private CopyWorker copying() {
    CopyWorker worker = new CopyWorker(topics, sink.ofCopy(), topics.partitions());
    workers.add(worker);
    return worker;
  }

  private static String lsn(long position) {
    return new Lsn(position).toString();
  }

  private void awaitWaiting(int tables) {
    SinkFixture.await(
        () -> {
          sink.sink().put(List.of());
          return sink.metric("copies-awaited").intValue() == tables;
        });
  }

  private long applied() {
    return Long.parseLong(
        sink.query("select commit_lsn - '0/0'::pg_lsn from weft.progress").get(0));
  }

  @Test
  void transactionWaitsForItsTablesWithAllBehindItAndLeavesOutWhatTheCopyShows() {
    topics.copyOf("other", "0/1").write();
    copying().drain();
    List<SinkRecord> records = new ArrayList<>();
    records.addAll(stream.begin(1).insert("public.other", "1", "first").commit());
    long before = stream.lastCommit();
    records.addAll(
        stream
            .begin(2)
            .insert("public.item", "1", "shown")
            .insert("public.other", "2", "b")
            .commit());
    records.addAll(stream.begin(3).update("public.item", "1", "shown, too").commit());
    long shown = stream.lastCommit();
    records.addAll(stream.begin(4).update("public.item", "1", "later").commit());
    records.addAll(stream.begin(5).insert("public.other", "3", "c").commit());
    sink.deliver(records);
    awaitWaiting(1);
    assertThat(applied()).isEqualTo(before);
    assertThat(sink.query("select id from other")).containsExactly("1");

    TestPostgres.execute(source, "insert into item values (1, 'shown, too')");
    topics.copyOf("item", lsn(shown)).write();
    copying().drain();
    sink.awaitCommit(stream.lastCommit());

    assertThat(sink.query("select * from item")).containsExactly("1|later");
    assertThat(sink.query("select id from other order by id")).containsExactly("1", "2", "3");
    assertThat(sink.metric("copies-awaited")).isEqualTo(0);
    assertThat(sink.metric("drift-total")).isEqualTo(0L);
  }

  @Test
  void transactionWaitsUntilTheLastChunkIsThere() {
    TestPostgres.execute(source, "insert into item select i, 'n' from generate_series(1, 1000) i");
    topics.copyOf("item", "0/1").chunks(2).write(0);
    copying().drain();
    sink.deliver(stream.begin(1).delete("public.item", "1000", null).commit());
    awaitWaiting(1);
    topics.copyOf("item", "0/1").chunks(2).write(1);
    copying().drain();
    sink.awaitCommit(stream.lastCommit());

    assertThat(sink.query("select count(*) from item")).containsExactly("999");
  }

  @Test
  void truncationThatTheCopyShowsIsLeftOutAndALaterOneIsNot() {
    List<SinkRecord> first = stream.begin(1).truncate("public.item").commit();
    TestPostgres.execute(source, "insert into item values (1, 'after')");
    topics.copyOf("item", lsn(stream.lastCommit())).write();
    copying().drain();
    sink.deliverAndAwait(stream, first);
    assertThat(sink.query("select id from item")).containsExactly("1");

    sink.deliverAndAwait(stream, stream.begin(2).truncate("public.item").commit());
    assertThat(sink.query("select id from item")).isEmpty();
  }

  @Test
  void streamThatComesFirstMakesTheTablesAndGoesOnAfterARestart() {
    List<SinkRecord> records = stream.begin(1).insert("public.item", "1", "a").commit();
    sink.deliver(records);
    awaitWaiting(1);
    assertThat(sink.query("select count(*) from weft.copy_table")).containsExactly("0");
    sink.start().context.sought.clear();
    sink.deliver(records);
    awaitWaiting(1);
    topics.copyOf("item", "0/1").write();
    copying().drain();
    sink.awaitCommit(stream.lastCommit());

    assertThat(sink.query("select id from item")).containsExactly("1");
  }

  @Test
  void streamHoldsATableThatIsCopiedAnewFromWhereTheSourceSaysSo() {
    topics.copyOf("item", "0/1").write();
    topics.copyOf("other", "0/1").write();
    copying().drain();
    List<SinkRecord> records = new ArrayList<>();
    records.addAll(stream.begin(1).insert("public.item", "1", "a").commit());
    records.addAll(stream.begin(2).insert("public.other", "1", "a").commit());
    records.addAll(stream.begin(3).hold(ITEM).commit());
    long held = stream.lastCommit();
    records.addAll(stream.begin(4).insert("public.other", "2", "goes on").commit());
    long free = stream.lastCommit();
    records.addAll(stream.begin(5).update("public.item", "1", "shown").commit());
    long shown = stream.lastCommit();
    records.addAll(stream.begin(6).update("public.item", "1", "later").commit());
    sink.deliver(records);
    awaitWaiting(1);
    assertThat(applied()).isEqualTo(free);
    assertThat(sink.query("select * from item")).containsExactly("1|a");
    assertThat(copyOf("item")).containsExactly(lsn(held) + "|-1|1");
    assertThat(copyOf("other")).containsExactly("0/1|1|1");

    sink.start().context.sought.clear();
    sink.deliver(records);
    awaitWaiting(1);
    sink.given("insert into item values (7, 'by hand')");
    TestPostgres.execute(source, "insert into item values (1, 'shown')");
    topics.copyOf("item", lsn(shown)).write();
    copying().drain();
    sink.awaitCommit(stream.lastCommit());

    assertThat(sink.query("select * from item")).containsExactly("1|later");
    assertThat(sink.query("select id from other order by id")).containsExactly("1", "2");
    assertThat(sink.metric("drift-total")).isEqualTo(0L);
  }

  @Test
  void holdThatANewerCopyHasOvertakenDoesNothing() {
    topics.copyOf("item", "0/1").write();
    copying().drain();
    List<SinkRecord> records = new ArrayList<>();
    records.addAll(stream.begin(1).insert("public.item", "1", "a").commit());
    records.addAll(stream.begin(2).hold(ITEM).commit());
    records.addAll(stream.begin(3).update("public.item", "1", "b").commit());
    TestPostgres.execute(source, "insert into item values (1, 'b')");
    topics.copyOf("item", lsn(stream.lastCommit())).write();
    records.addAll(stream.begin(4).update("public.item", "1", "c").commit());
    copying().drain();
    sink.deliverAndAwait(stream, records);

    assertThat(sink.query("select * from item")).containsExactly("1|c");
    assertThat(copyOf("item")).containsExactly(lsn(stream.lastCommit() - 16) + "|1|1");
  }

  @Test
  void tableThatIsHeldBeforeAnyCopyTakesTheNewerOneOnlyAndMustBeEmpty() {
    sink.given("insert into item values (9, 'of somebody else')");
    sink.deliverAndAwait(stream, stream.begin(1).hold(ITEM).commit());
    assertThat(copyOf("item")).containsExactly(lsn(stream.lastCommit()) + "|-1|0");
    List<SinkRecord> shown = stream.begin(2).insert("public.item", "1", "b").commit();
    long newer = stream.lastCommit();
    TestPostgres.execute(source, "insert into item values (1, 'old')");
    topics.copyOf("item", "0/1").write();
    TestPostgres.execute(source, "update item set name = 'b'");
    topics.copyOf("item", lsn(newer)).write();
    assertThatThrownBy(() -> copying().drain()).hasMessageContaining("public.item is not empty");

    sink.given("truncate item");
    copying().drain();
    sink.deliverAndAwait(stream, shown);
    sink.deliverAndAwait(stream, stream.begin(3).insert("public.item", "2", "c").commit());
    assertThat(sink.query("select * from item order by id")).containsExactly("1|b", "2|c");
  }

  @Test
  void holdOfATableThatTheSinkDoesNotTakeIsNotItsOwn() {
    sink.with("topics.regex", "shop[.](transaction|public.other)");
    topics.copyOf("other", "0/1").write();
    copying().drain();
    sink.deliverAndAwait(stream, stream.begin(1).hold(ITEM).commit());

    assertThat(copyOf("item")).isEmpty();
  }

  @Test
  void streamThatDoesNotWaitForCopiesHoldsNothing() {
    sink.with("wait.for.copy", "false");
    sink.deliverAndAwait(stream, stream.begin(1).hold(ITEM).commit());

    assertThat(copyOf("item")).isEmpty();
  }

  private List<String> copyOf(String table) {
    return sink.query(
        "select copy_lsn, chunks_done, chunks from weft.copy_table where table_name = '%s'"
            .formatted(table));
  }

  @Test
  void tableIsCopiedAnewWhileTheStreamRuns() {
    topics.copyOf("item", "0/1").write();
    topics.copyOf("other", "0/1").write();
    copying().drain();
    sink.deliverAndAwait(
        stream,
        stream.begin(1).insert("public.item", "1", "a").insert("public.other", "1", "a").commit());
    sink.given("delete from item");

    sink.given(
        """
        update weft.copy_table set chunks_done = -1 where table_name = 'item';
        update weft.copy_table set copy_lsn = (select commit_lsn from weft.progress) where table_name = 'item'""");
    List<SinkRecord> records =
        new ArrayList<>(stream.begin(2).update("public.item", "1", "b").commit());
    long shown = stream.lastCommit();
    records.addAll(stream.begin(3).update("public.item", "1", "c").commit());
    sink.deliver(records);
    awaitWaiting(1);
    TestPostgres.execute(source, "insert into item values (1, 'b')");
    topics.copyOf("item", lsn(shown)).write();
    copying().drain();
    sink.awaitCommit(stream.lastCommit());

    assertThat(sink.query("select * from item")).containsExactly("1|c");
    assertThat(sink.query("select * from other")).containsExactly("1|a");
  }

  @Test
  void copyThatBeginsUnderThePlannedChangesIsNotMixedWithThem() {
    topics.copyOf("item", "0/1").write();
    copying().drain();
    sink.deliverAndAwait(stream, stream.begin(1).insert("public.item", "1", "a").commit());
    List<SinkRecord> records =
        new ArrayList<>(stream.begin(2).insert("public.item", "2", "shown").commit());
    long shown = stream.lastCommit();
    records.addAll(stream.begin(3).update("public.item", "2", "later").commit());
    TestPostgres.execute(source, "insert into item values (1, 'a'), (2, 'shown')");
    topics.copyOf("item", lsn(shown)).write();
    // The stream believes in the first copy still when these come.
    copying().drain();
    sink.deliverAndAwait(stream, records);

    assertThat(sink.query("select * from item order by id")).containsExactly("1|a", "2|later");
    assertThat(sink.metric("drift-total")).isEqualTo(0L);
  }

  @Test
  void copyThatIsOlderThanWhatTheStreamAppliedIsLeftOut() {
    topics.copyOf("item", "0/1").write();
    copying().drain();
    List<SinkRecord> first = stream.begin(1).insert("public.item", "1", "a").commit();
    long early = stream.lastCommit();
    sink.deliverAndAwait(stream, first);
    sink.deliverAndAwait(stream, stream.begin(2).insert("public.item", "2", "b").commit());
    TestPostgres.execute(source, "insert into item values (1, 'a')");
    topics.copyOf("item", lsn(early)).write();
    CopyWorker worker = copying().drain();

    assertThat(sink.query("select * from item order by id")).containsExactly("1|a", "2|b");
    assertThat(sink.query("select copy_lsn, chunks_done from weft.copy_table"))
        .containsExactly("0/1|1");
    assertThat(worker.metric("copy-records-skipped-total")).isEqualTo(1L);
  }

  @Test
  void bothSinksFillAnEmptyTargetAgainUnderAnotherName() {
    List<SinkRecord> records = new ArrayList<>();
    records.addAll(stream.begin(1).insert("public.item", "1", "a").commit());
    TestPostgres.execute(source, "insert into item values (1, 'a')");
    topics.copyOf("item", lsn(stream.lastCommit())).write();
    records.addAll(stream.begin(2).update("public.item", "1", "b").commit());
    TestPostgres.execute(source, "update item set name = 'b'");
    topics.copyOf("item", lsn(stream.lastCommit())).write();
    records.addAll(stream.begin(3).insert("public.item", "2", "c").commit());
    copying().drain();
    sink.deliverAndAwait(stream, records);
    assertThat(sink.query("select * from item order by id")).containsExactly("1|b", "2|c");

    sink.given("truncate item").with("pipeline", "rebuilt");
    sink.start().context.sought.clear();
    sink.deliver(records);
    awaitWaiting(1);
    copying().drain();
    SinkFixture.await(
        () -> {
          sink.sink().put(List.of());
          return sink.query("select * from item order by id").equals(List.of("1|b", "2|c"));
        });
  }

  @Test
  void recordsOfTheCopyInTheStreamAreRefused() {
    topics.copyOf("item", "0/1").write();

    assertThatThrownBy(() -> sink.deliver(topics.of(topics.partitions().get(0))))
        .hasMessageContaining("offset 0 of shop.copy.public.item-0")
        .hasMessageContaining("one of the bulk copy");
  }
}
