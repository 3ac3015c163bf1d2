package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Lsn;
import io.weft.postgres.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a stream and of copies that begin at any time, held or not, some of which
 * lose their snapshot; with tasks that die and sessions that end. Whatever happens, the target
 * holds what the source holds in the end, and nothing looks like drift on the way.
 */
class RandomCopyTest {

  private static final String ITEM = "public.item";
  private static final String LOG = "public.log";
  private static final String TABLES =
      "create table item(id text primary key, name text); create table log(line text, more text)";
  private static final int STEPS = 500;
  private static final int PARTITIONS = 2;

  private final String source = TestPostgres.createDatabase("copy_source");
  private final CopyTopics topics = new CopyTopics(source);
  private final SinkFixture sink =
      new SinkFixture()
          .with("wait.for.copy", "true")
          .with("topics.regex", "shop[.](?!copy[.][^.]+[.]).*");
  private final TestRecords stream =
      new TestRecords()
          .table(ITEM, List.of("id"), "id", "name")
          .table(LOG, List.of(), "line", "more");
  private final Map<String, String> items = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<SinkRecord> records = new ArrayList<>();
  private final List<SinkRecord> waiting = new ArrayList<>();
  private final List<CopyWorker> workers = new ArrayList<>();
  private Random random;
  private int xid;

  @AfterEach
  void stop() {
    workers.forEach(CopyWorker::close);
    sink.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void targetHoldsWhatTheSourceHolds(long seed) {
    random = new Random(seed);
    TestPostgres.execute(source, TABLES);
    sink.given(TABLES).start();
    transaction();
    newWorkers();
    for (int step = 0; step < STEPS; step++) {
      step();
    }
    drainCopy();
    List.of("item", "log").forEach(this::copyUnlessComplete);
    drainCopy();
    transaction();
    deliver(waiting.size());
    sink.awaitCommit(stream.lastCommit());

    assertThat(sink.query("select id, name from item order by id collate \"C\""))
        .containsExactlyElementsOf(
            items.entrySet().stream().map(e -> e.getKey() + "|" + e.getValue()).toList());
    assertThat(sink.query("select line from log")).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(sink.metric("drift-total")).isEqualTo(0L);
  }

  private void step() {
    switch (random.nextInt(60)) {
      case 0, 1, 2 -> copy(random.nextBoolean() ? "item" : "log", random.nextBoolean(), true);
      case 3 -> copy(random.nextBoolean() ? "item" : "log", true, false);
      case 4 -> restartStream();
      case 5 -> newWorkers();
      case 6, 7 -> drainCopy();
      case 8, 9, 10, 11 -> settle();
      case 40, 41 -> overtake();
      case 12 ->
          sink.query(
              "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'weft test' and random() < 0.5");
      case 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 ->
          workers.get(random.nextInt(workers.size())).step(1 + random.nextInt(4));
      case 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39 ->
          deliver(random.nextInt(20));
      default -> transaction();
    }
  }

  /** Lets the copy's tasks go on until they have read all that there is. */
  private void drainCopy() {
    SinkFixture.await(
        () -> {
          workers.forEach(worker -> worker.step(5));
          return workers.stream().allMatch(CopyWorker::isDone);
        });
  }

  /** Lets the stream go on until it has applied all that it was given, or waits. */
  private void settle() {
    SinkFixture.await(
        () -> {
          sink.sink().put(List.of());
          return sink.metric("copies-awaited").intValue() > 0
              || sink.metric("lag-bytes").longValue() == 0;
        });
  }

  /** A copy whose records are read when the stream is past its position already. */
  private void overtake() {
    drainCopy();
    copy(random.nextBoolean() ? "item" : "log", false, true);
    for (int i = 0; i < 3; i++) {
      transaction();
    }
    deliver(waiting.size());
    settle();
  }

  private void copyUnlessComplete(String table) {
    boolean isComplete =
        !sink.query(
                "select 1 from weft.copy_table where chunks_done = chunks and table_name = '%s'"
                    .formatted(table))
            .isEmpty();
    if (!isComplete) {
      copy(table, true, true);
    }
  }

  private void transaction() {
    TestRecords.Transaction transaction = stream.begin(++xid);
    for (int n = random.nextInt(5); n > 0; n--) {
      if (random.nextInt(3) == 0) {
        changeLog(transaction);
      } else {
        changeItem(transaction);
      }
    }
    if (random.nextInt(40) == 0) {
      transaction.truncate(ITEM);
      items.clear();
    }
    add(transaction.commit());
  }

  private void changeItem(TestRecords.Transaction transaction) {
    String id = "" + random.nextInt(12);
    String name = "n" + random.nextInt(1000);
    if (!items.containsKey(id)) {
      transaction.insert(ITEM, id, name);
      items.put(id, name);
    } else if (random.nextBoolean()) {
      transaction.update(ITEM, id, name);
      items.put(id, name);
    } else {
      transaction.delete(ITEM, id);
      items.remove(id);
    }
  }

  private void changeLog(TestRecords.Transaction transaction) {
    if (lines.isEmpty() || random.nextBoolean()) {
      String line = "line " + random.nextInt(4);
      transaction.insert(LOG, line, "x");
      lines.add(line);
    } else {
      transaction.delete(LOG, lines.remove(random.nextInt(lines.size())), "x");
    }
  }

  /**
   * Copies a table as it is now on the source.
   *
   * @param held whether the stream is told before to wait for it
   * @param whole whether all chunks come, or the snapshot is lost before
   */
  private void copy(String table, boolean held, boolean whole) {
    if (held) {
      sink.given(
          """
          do $$ begin
            if to_regclass('weft.copy_table') is not null then
              update weft.copy_table set chunks_done = -1 where table_name = '%1$s';
              update weft.copy_table set copy_lsn = greatest(copy_lsn, (select commit_lsn from weft.progress))
                where table_name = '%1$s';
            end if;
          end $$"""
              .formatted(table));
    }
    TestPostgres.execute(source, "truncate " + table);
    List<String> rows =
        table.equals("item")
            ? items.entrySet().stream()
                .map(e -> "('%s', '%s')".formatted(e.getKey(), e.getValue()))
                .toList()
            : lines.stream().map(line -> "('%s', 'x')".formatted(line)).toList();
    if (!rows.isEmpty()) {
      TestPostgres.execute(
          source, "insert into %s values %s".formatted(table, String.join(", ", rows)));
    }
    int chunks = 1 + random.nextInt(3);
    // A snapshot lies behind the commits that it shows, and before any other.
    CopyTopics.Copy copy =
        topics
            .copyOf(table, new Lsn(stream.lastCommit() + 1 + random.nextInt(7)).toString())
            .chunks(chunks)
            .partitions(PARTITIONS)
            .recordBytes(20);
    for (int chunk = 0; chunk < chunks; chunk++) {
      if (whole || (random.nextInt(3) > 0 && chunk < chunks - 1)) {
        copy.write(chunk);
      }
    }
    // What is copied next is of a later moment.
    add(stream.begin(++xid).commit());
    assignAll();
  }

  private void deliver(int most) {
    List<SinkRecord> some = List.copyOf(waiting.subList(0, Math.min(waiting.size(), most)));
    sink.deliver(some);
    waiting.subList(0, some.size()).clear();
  }

  private void add(List<SinkRecord> more) {
    records.addAll(more);
    waiting.addAll(more);
  }

  private void restartStream() {
    sink.context.sought.clear();
    sink.start().deliver(List.of());
    waiting.clear();
    for (SinkRecord record : records) {
      TopicPartition place = new TopicPartition(record.topic(), record.kafkaPartition());
      if (record.kafkaOffset() >= sink.context.sought.getOrDefault(place, 0L)) {
        waiting.add(record);
      }
    }
  }

  private void newWorkers() {
    workers.forEach(CopyWorker::close);
    workers.clear();
    for (int i = 0; i < PARTITIONS; i++) {
      workers.add(new CopyWorker(topics, sink.ofCopy(), List.of()));
    }
    assignAll();
  }

  private void assignAll() {
    for (int i = 0; i < PARTITIONS && !workers.isEmpty(); i++) {
      List<TopicPartition> mine = new ArrayList<>();
      for (TopicPartition partition : topics.partitions()) {
        if (partition.partition() == i) {
          mine.add(partition);
        }
      }
      workers.get(i).assign(mine);
    }
  }
}
