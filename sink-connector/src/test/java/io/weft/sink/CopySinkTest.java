package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bulk copy's rows on their way into the target. */
class CopySinkTest {

  private static final String ITEMS = "create table item(id int, name text, at timestamptz)";
  private static final String FILL =
      "insert into item select i, 'näme ' || i || E'\\t\\n\\\\', '2024-01-01Z'::timestamptz + i * interval '1s' from generate_series(1, 20000) i";
  private static final String CONTENT =
      "select count(*), sum(hashtext(item::text)::bigint) from item";

  private final String source = TestPostgres.createDatabase("copy_source");
  private final SinkFixture target = new SinkFixture();
  private final CopyTopics topics = new CopyTopics(source);
  private final List<CopyWorker> workers = new ArrayList<>();

  @AfterEach
  void stop() {
    workers.forEach(CopyWorker::close);
    target.close();
  }

  private void givenItems() {
    TestPostgres.execute(source, ITEMS);
    TestPostgres.execute(source, FILL);
    target.given(ITEMS);
  }

  private CopyWorker worker(List<TopicPartition> partitions) {
    CopyWorker worker = new CopyWorker(topics, target.ofCopy(), partitions);
    workers.add(worker);
    return worker;
  }

  private CopyWorker worker() {
    return worker(topics.partitions());
  }

  private List<CopyWorker> workerOfEachPartition() {
    return topics.partitions().stream().map(partition -> worker(List.of(partition))).toList();
  }

  private void targetHoldsItemsOnce() {
    assertThat(target.query(CONTENT)).isEqualTo(SinkFixture.query(source, CONTENT));
  }

  private String copyTable(String columns) {
    return target.query("select " + columns + " from weft.copy_table").get(0);
  }

  @Test
  void severalTasksCopyOneTableAtOnce() {
    givenItems();
    topics.copyOf("item", "0/100").chunks(8).partitions(4).write();
    CopyWorker.drainAll(workerOfEachPartition());

    targetHoldsItemsOnce();
    assertThat(copyTable("copy_lsn, chunks, chunks_done, rows, rows_estimated, bytes_estimated"))
        .isEqualTo("0/100|8|8|20000|-1|8192");
    assertThat(workers.stream().mapToLong(w -> w.metric("copy-rows-total").longValue()).sum())
        .isEqualTo(20000);
    assertThat(workers.stream().mapToLong(w -> w.metric("copy-chunks-total").longValue()).sum())
        .isEqualTo(8);
  }

  @Test
  void whatWasReadButNotCommittedComesAgainOnceAfterACrash() {
    givenItems();
    topics.copyOf("item", "0/100").chunks(3).partitions(2).write();
    CopyWorker crashed = worker();
    for (int i = 0; i < 5; i++) {
      crashed.step(10);
    }
    crashed.close();
    CopyWorker successor = worker().drain();
    successor.close();
    worker().drain();

    targetHoldsItemsOnce();
    assertThat(copyTable("rows, chunks_done")).isEqualTo("20000|3");
  }

  @Test
  void lossOfTheTargetAtAnyMomentDoublesNothing() throws InterruptedException {
    givenItems();
    target.with("buffer.bytes", "1048576");
    topics.copyOf("item", "0/100").chunks(6).partitions(3).write();
    AtomicBoolean done = new AtomicBoolean();
    Thread killer =
        new Thread(
            () -> {
              while (!done.get()) {
                target.query(
                    "select pg_terminate_backend(pid), pg_sleep(0.01) from pg_stat_activity where application_name = 'weft test'");
              }
            });
    killer.start();
    List<CopyWorker> all = workerOfEachPartition();
    SinkFixture.await(
        () -> {
          all.forEach(worker -> worker.step(3));
          return all.stream().mapToLong(w -> w.metric("retries-total").longValue()).sum() > 5;
        });
    done.set(true);
    killer.join();
    CopyWorker.drainAll(all);

    targetHoldsItemsOnce();
    assertThat(copyTable("rows, chunks_done, records_missing")).isEqualTo("20000|6|0");
  }

  @Test
  void twoTasksOnOnePartitionWriteEachRowOnce() {
    givenItems();
    topics.copyOf("item", "0/100").recordBytes(500).write();
    target.with("buffer.bytes", "1048576");
    CopyWorker.drainAll(List.of(worker(), worker(), worker()));

    targetHoldsItemsOnce();
    assertThat(copyTable("rows, chunks_done")).isEqualTo("20000|1");
    assertThat(
            workers.stream().mapToLong(w -> w.metric("copy-offsets-moved-total").longValue()).sum())
        .isPositive();
  }

  @Test
  void copyBegunAnewReplacesWhatTheFirstOneLeft() {
    givenItems();
    topics.copyOf("item", "0/100").chunks(4).partitions(4).write();
    List<CopyWorker> all = workerOfEachPartition();
    all.get(0).drain();
    all.get(1).drain();
    TestPostgres.execute(source, "delete from item where id % 3 = 0");
    topics.copyOf("item", "0/200").chunks(6).partitions(4).write();
    CopyWorker.drainAll(all);

    targetHoldsItemsOnce();
    assertThat(copyTable("copy_lsn, chunks, chunks_done")).isEqualTo("0/200|6|6");
    assertThat(
            workers.stream()
                .mapToLong(w -> w.metric("copy-records-skipped-total").longValue())
                .sum())
        .isPositive();
  }

  @Test
  void chunkOfALostSnapshotNeverCounts() {
    givenItems();
    topics.copyOf("item", "0/100").chunks(4).partitions(4).write(0);
    topics.copyOf("item", "0/200").chunks(4).partitions(4).write(1);
    topics.copyOf("item", "0/200").chunks(4).partitions(4).write(2);
    topics.copyOf("item", "0/200").chunks(4).partitions(4).write(3);
    CopyWorker.drainAll(workerOfEachPartition());

    assertThat(copyTable("copy_lsn, chunks_done")).isEqualTo("0/200|3");
  }

  @Test
  void copyWithALostRecordIsNeverComplete() {
    givenItems();
    topics.copyOf("item", "0/100").chunks(2).write();
    topics.lose(topics.partitions().get(0), 1);
    worker().drain();

    assertThat(copyTable("chunks_ended, chunks_done, records_missing")).isEqualTo("2|1|1");
  }

  @Test
  void topicsKeptFillAnEmptyTargetUnderAnotherName() {
    givenItems();
    topics.copyOf("item", "0/100").chunks(3).partitions(2).write();
    TestPostgres.execute(source, "update item set name = 'later' where id < 100");
    topics.copyOf("item", "0/200").chunks(4).partitions(2).write();
    CopyWorker.drainAll(workerOfEachPartition());
    targetHoldsItemsOnce();

    target.given("truncate item").with("pipeline", "rebuilt");
    CopyWorker.drainAll(workerOfEachPartition());
    targetHoldsItemsOnce();
    assertThat(
            target.query(
                "select copy_lsn, chunks_done from weft.copy_table where pipeline = 'rebuilt'"))
        .containsExactly("0/200|4");
  }

  @Test
  void emptyTableIsCompleteAtOnce() {
    TestPostgres.execute(source, ITEMS);
    target.given(ITEMS);
    topics.copyOf("item", "0/100").write();
    CopyWorker worker = worker().drain();

    assertThat(copyTable("chunks, chunks_done, rows")).isEqualTo("1|1|0");
    assertThat(worker.metric("copy-tables-complete")).isEqualTo(1L);
  }

  @Test
  void tableWithRowsThatNoCopyBroughtIsRefused() {
    givenItems();
    target.given("insert into item values (1, 'there', now())");
    topics.copyOf("item", "0/100").write();

    assertThatThrownBy(() -> worker().drain())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("public.item is not empty")
        .hasMessageContaining("TRUNCATE \"public\".\"item\"");
    target.given("truncate item");
    worker().drain();
    targetHoldsItemsOnce();
  }

  @Test
  void columnsAreFoundByNameAndOthersGetTheirDefaults() {
    TestPostgres.execute(
        source,
        ITEMS + "; alter table item add column gone int; alter table item drop column gone");
    TestPostgres.execute(source, FILL);
    target.given(
        "create table item(origin text default 'copy', at timestamptz, double int generated always as (id * 2) stored,"
            + " name text, id bigint generated always as identity primary key)");
    topics.copyOf("item", "0/100").write();
    worker().drain();

    assertThat(target.query("select count(*), sum(double), min(origin), min(name) from item"))
        .isEqualTo(
            SinkFixture.query(source, "select count(*), sum(id * 2), 'copy', min(name) from item"));
  }

  @Test
  void columnThatTheTargetComputesIsNamed() {
    givenItems();
    target.given(
        "drop table item; create table item(id int, name text, at timestamptz generated always as (null) stored)");
    topics.copyOf("item", "0/100").write();

    assertThatThrownBy(() -> worker().drain())
        .hasMessageContaining("public.item computes the column \"at\"");
  }

  @Test
  void columnThatTheTargetLacksIsNamedAndTheCopyGoesOnOnceItIsThere() {
    givenItems();
    target.given("alter table item drop column name");
    topics.copyOf("item", "0/100").write();
    assertThatThrownBy(() -> worker().drain()).hasMessageContaining("no column \"name\"");

    target.given("drop table item; " + ITEMS);
    worker().drain();
    targetHoldsItemsOnce();
  }

  @Test
  void binaryIsWrittenWhereTypesAreEqual() {
    givenItems();
    topics.copyOf("item", "0/100").binary().chunks(3).recordBytes(100_000).write();
    worker().drain();
    targetHoldsItemsOnce();
  }

  @Test
  void binaryIntoAnotherTypeIsRefused() {
    givenItems();
    target.given("alter table item alter column id type bigint");
    topics.copyOf("item", "0/100").binary().write();

    assertThatThrownBy(() -> worker().drain())
        .hasMessageContaining("cannot be copied in binary")
        .hasMessageContaining(
            "column \"id\" is of type integer on the source and bigint in the target")
        .hasMessageContaining("copy.format=text");
  }

  @Test
  void binaryOfNumbersThatADatabaseGivesOutByItselfIsRefused() {
    String table = "create table named(id int primary key, what regclass)";
    TestPostgres.execute(source, table + "; insert into named values (1, 'pg_class')");
    target.given(table);
    topics.copyOf("named", "0/100").binary().write();

    assertThatThrownBy(() -> worker().drain())
        .hasMessageContaining("cannot be copied in binary")
        .hasMessageContaining("column \"what\" is of type regclass")
        .hasMessageContaining("copy.format=text");
  }

  @Test
  void valueThatTheTargetDoesNotTakeIsToldByItsColumnAlone() {
    givenItems();
    target.given("alter table item alter column name type varchar(3)");
    topics.copyOf("item", "0/100").write();

    assertThatThrownBy(() -> worker().drain())
        .hasMessageContaining("table public.item")
        .hasMessageContaining("22001")
        .hasMessageNotContaining("näme");
  }

  @Test
  void wideRowsPass() {
    TestPostgres.execute(source, "create table wide(id int primary key, body text, raw bytea)");
    TestPostgres.execute(
        source,
        """
        insert into wide select i, repeat(md5(i::text), 32768), null from generate_series(1, 30) i;
        insert into wide values (31, repeat('x', 20 << 20), decode(repeat('00ff', 1 << 20), 'hex'))""");
    target.given("create table wide(id int primary key, body text, raw bytea)");
    topics.copyOf("wide", "0/100").chunks(2).recordBytes(900_000).write();
    worker().drain();

    String content =
        "select count(*), sum(length(body)), md5(string_agg(md5(body) || md5(raw), '' order by id)) from wide";
    assertThat(target.query(content)).isEqualTo(SinkFixture.query(source, content));
  }

  @Test
  void oddNamesAndPartitionedTablesPass() {
    TableName odd = new TableName("Odd \"one\"", "ta.ble é\\");
    String create =
        "create schema \"Odd \"\"one\"\"\"; create table %s(\"Id, or\" int, \"b=&%%\" text)";
    TestPostgres.execute(source, create.formatted(odd.quoted()));
    TestPostgres.execute(
        source,
        "insert into %s select i, 'v' || i from generate_series(1, 500) i".formatted(odd.quoted()));
    target.given(create.formatted(odd.quoted()) + " partition by range (\"Id, or\")");
    target.given(
        "create table low partition of %s for values from (0) to (250)".formatted(odd.quoted()));
    target.given("create table high partition of %s default".formatted(odd.quoted()));
    topics.copyOf(odd, "0/100").write();
    worker().drain();

    assertThat(target.query("select (select count(*) from low), (select count(*) from high)"))
        .containsExactly("249|251");
    assertThat(copyTable("schema_name, table_name, chunks_done"))
        .isEqualTo("Odd \"one\"|ta.ble é\\|1");
  }

  @Test
  void tableThatOthersInheritFromIsFilledAndEmptiedByItself() {
    String create =
        "create table parent(id int, v text); create table child(w int) inherits (parent)";
    TestPostgres.execute(source, create);
    TestPostgres.execute(
        source, "insert into parent values (1, 'p'); insert into child values (2, 'c', 3)");
    target.given(create);
    topics.copyOf("child", "0/100").write();
    worker().drain();
    topics.copyOf("parent", "0/100").write();
    worker().drain();
    topics.copyOf("parent", "0/200").write();
    worker().drain();

    assertThat(target.query("select * from only parent")).containsExactly("1|p");
    assertThat(target.query("select * from child")).containsExactly("2|c|3");
  }

  @Test
  void tablesThatReferToEachOtherAreCopiedAnewInAnyOrder() {
    TestPostgres.execute(
        source,
        "create table parent(id int primary key); create table child(id int references parent)");
    TestPostgres.execute(
        source,
        "insert into parent select generate_series(1, 100); insert into child select generate_series(1, 100)");
    target.given(
        "create table parent(id int primary key); create table child(id int references parent)");
    topics.copyOf("child", "0/100").write();
    topics.copyOf("parent", "0/100").write();
    topics.copyOf("parent", "0/200").write();
    worker().drain();

    assertThat(target.query("select (select count(*) from parent), (select count(*) from child)"))
        .containsExactly("100|100");
  }

  @Test
  void tablesThatAreNotTakenAreLeftOut() {
    givenItems();
    topics.copyOf("item", "0/100").write();
    TestPostgres.execute(source, "create table other(id int)");
    topics.copyOf("other", "0/100").write();
    target.with("tables", "public[.]item");
    worker().drain();

    targetHoldsItemsOnce();
    assertThat(copyTable("string_agg(table_name, ',')")).isEqualTo("item");
  }

  @Test
  void recordOfTheStreamIsRefused() {
    givenItems();
    topics.copyOf("item", "0/100").write();
    topics.of(topics.partitions().get(0)).get(0).headers().remove("weft.copy");

    assertThatThrownBy(() -> worker().drain())
        .hasMessageContaining("offset 0 of shop.copy.public.item-0")
        .hasMessageContaining("no header weft.copy");
  }

  @Test
  void headerMayComeAsBytes() {
    givenItems();
    topics.copyOf("item", "0/100").write();
    topics
        .of(topics.partitions().get(0))
        .forEach(
            record -> {
              String text = (String) record.headers().lastWithName("weft.copy").value();
              record.headers().remove("weft.copy");
              record
                  .headers()
                  .addBytes("weft.copy", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            });
    worker().drain();
    targetHoldsItemsOnce();
  }
}
