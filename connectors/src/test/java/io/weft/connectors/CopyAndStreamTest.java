package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.CopyHold;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Copy and stream meet without a gap and without an overlap. */
class CopyAndStreamTest {

  private static final String TABLE =
      "create table t (id int primary key, v text);"
          + "insert into t select i, 'v' || i from generate_series(1, 4000) i;";

  @Test
  void copyAndTheStreamBehindItAreTheSourceWhileWritersRun() throws Exception {
    try (Source source = Source.with(TABLE);
        FakeWorker stream = new FakeWorker(streamSettings(source)).start();
        FakeCopyWorker copy = new FakeCopyWorker(slow(source.copySettings()))) {
      assertThat(stream.obstacle()).contains(source.slot(), "does not exist yet");
      AtomicBoolean isOver = new AtomicBoolean();
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        writers.add(writer(source, i, isOver));
      }
      copy.start().pollUntilCopied("public.t");
      isOver.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
      source.execute("insert into t values (9000000, 'end')");
      stream.pollUntil(isInsertOf("t", 9000000));
      assertThat(stream.obstacle()).isEmpty();

      Map<Integer, String> rows = rows(copy, "public.t");
      int behind = apply(stream.committed(), copy.copy().copyLsn("public.t"), "t", rows);
      assertThat(rows.entrySet().equals(table(source, "t").entrySet())).isTrue();
      assertThat(behind).isGreaterThan(100);
    }
  }

  @Test
  void tableThatIsAddedLaterIsCopiedByItselfAndFollowed() {
    try (Source source = Source.with(TABLE + "create table u (id int primary key, v text)");
        FakeWorker stream =
            new FakeWorker(with(streamSettings(source), "table.include.list", "public.t"));
        FakeCopyWorker copy =
            new FakeCopyWorker(source.copySettings())
                .with("table.include.list", "public.t")
                .start()
                .pollUntilCopied("public.t")) {
      stream.start();
      source.execute("insert into t values (0, 'stream')", "insert into u values (1, 'before')");
      stream.pollUntil(isInsertOf("t", 0));
      Lsn first = copy.copy().copyLsn("public.t");
      copy.stop();
      stream.crash();

      try (FakeWorker wider = new FakeWorker(streamSettings(source))) {
        wider.storeOffsetsOf(stream);
        wider.start();
        source.execute("insert into u values (2, 'unpublished')");
        copy.with("table.include.list", "public[.].*").start();
        copy.pollUntilCopied("public.u");
        source.execute("insert into u values (3, 'followed')");
        wider.pollUntil(isInsertOf("u", 3));

        Map<Integer, String> rows = rows(copy, "public.u");
        assertThat(rows).containsOnlyKeys(1, 2);
        apply(wider.committed(), copy.copy().copyLsn("public.u"), "u", rows);
        assertThat(rows).isEqualTo(table(source, "u"));
        assertThat(copy.copy().copyLsn("public.t")).isEqualTo(first);
      }
    }
  }

  @Test
  void partitionedTableJoinsWhileTheStreamRunsAndTheStreamHasNoNeedToBeTold() {
    try (Source source =
            Source.with(
                TABLE
                    + "create table p (id int primary key, v text) partition by range (id);"
                    + "create table p1 partition of p for values from (0) to (100);"
                    + "create table p2 partition of p for values from (100) to (200)");
        FakeWorker stream = new FakeWorker(streamSettings(source));
        FakeCopyWorker copy =
            new FakeCopyWorker(source.copySettings())
                .with("table.include.list", "public.t")
                .start()
                .pollUntilCopied("public.t")) {
      stream.start();
      source.execute("insert into t values (0, 'stream')");
      stream.pollUntil(isInsertOf("t", 0));
      copy.stop();
      source.execute("insert into p values (1, 'before'), (101, 'before')");
      copy.with("table.include.list", "public[.](t|p)").start().pollUntilCopied("public.p");
      source.execute("insert into p values (2, 'followed'), (102, 'followed')");
      stream.pollUntil(isInsertOf("p", 102));

      Map<Integer, String> rows = rows(copy, "public.p");
      assertThat(rows).containsOnlyKeys(1, 101);
      apply(stream.committed(), copy.copy().copyLsn("public.p"), "p", rows);
      assertThat(rows).isEqualTo(table(source, "p"));
    }
  }

  @Test
  void tableWhoseChangesHavePassedIsNotTakenInUntilItIsPublishedAndCopiedAnew() {
    try (Source source = Source.with(TABLE + "create table u (id int primary key, v text)");
        FakeWorker stream =
            new FakeWorker(with(streamSettings(source), "table.include.list", "public.t"));
        FakeWorker wider = new FakeWorker(streamSettings(source));
        FakeCopyWorker copy =
            new FakeCopyWorker(source.copySettings())
                .with("table.include.list", "public.t")
                .start()
                .pollUntilCopied("public.t")) {
      stream.start();
      source.execute("insert into t values (0, 'stream')");
      stream.pollUntil(isInsertOf("t", 0));
      copy.stop();
      copy.with("table.include.list", "public[.].*").start().pollUntilCopied("public.u");
      Lsn first = copy.copy().copyLsn("public.u");
      source.execute("insert into u values (1, 'passed')", "insert into t values (-5, 'behind')");
      stream.pollUntil(isInsertOf("t", -5));
      stream.crash();
      copy.stop();

      wider.storeOffsetsOf(stream);
      wider.start();
      source.execute("insert into u values (2, 'not followed')", "insert into t values (-6, 'u')");
      wider.pollUntil(isInsertOf("t", -6));
      assertThat(wider.committed()).noneMatch(Records.isChangeOf("u"));

      source.execute("alter publication %s drop table u".formatted(source.slot()));
      copy.with("copy.again", "public.u:2")
          .start()
          .pollUntil(() -> copy.copy().copyLsn("public.u").isAfter(first))
          .pollUntilCopied("public.u");
      source.execute("insert into u values (3, 'followed')");
      wider.pollUntil(isInsertOf("u", 3));
      Map<Integer, String> rows = rows(copy, "public.u");
      apply(wider.committed(), copy.copy().copyLsn("public.u"), "u", rows);
      assertThat(rows).isEqualTo(table(source, "u"));
    }
  }

  @Test
  void tableThatIsToBeCopiedAgainHasALaterCopyAndOthersAreLeftAlone() {
    try (Source source = Source.with(TABLE + "create table u (id int primary key, v text)");
        FakeCopyWorker copy =
            new FakeCopyWorker(source.copySettings())
                .start()
                .pollUntilCopied("public.t", "public.u")) {
      Lsn first = copy.copy().copyLsn("public.t");
      copy.stop();
      source.execute("delete from t where id > 10");
      copy.with("copy.again", "public.t:2").start();
      copy.pollUntil(() -> copy.copy().copyLsn("public.t").isAfter(first))
          .pollUntilCopied("public.t");
      CopyTest.assertSame(source, copy.copy(), "public.t", "table t");
      assertThat(copy.copy().copyLsn("public.u")).isEqualTo(first);

      int before = copy.committed().size();
      copy.stop();
      copy.start().pollUntil(() -> copy.tasks() == 0);
      copy.pollUntil(
          () ->
              source
                  .query(
                      "select 1 from pg_stat_activity where datname = current_database() and application_name like 'weft-copy%'")
                  .isEmpty());
      assertThat(copy.committed()).hasSize(before);
    }
  }

  @Test
  void streamHearsOfATableThatIsCopiedAgainBeforeItsCopyAndOnlyThatStreamDoes() {
    try (Source source = Source.with(TABLE + "create table u (id int primary key, v text)");
        FakeWorker stream = new FakeWorker(streamSettings(source));
        FakeCopyWorker copy =
            new FakeCopyWorker(source.copySettings())
                .start()
                .pollUntilCopied("public.t", "public.u")) {
      stream.start();
      copy.stop();
      CopyHold foreign = new CopyHold("another_slot", Set.of(new TableName("public", "u")));
      source.execute(
          "select pg_logical_emit_message(true, 'weft.copy', '%s')".formatted(foreign.encode()),
          "select pg_logical_emit_message(true, 'weft.copy', 'by hand')",
          "select pg_logical_emit_message(false, 'weft.copy', 'by hand')",
          "select pg_logical_emit_message(true, 'of.others', 'passes')");
      Lsn first = copy.copy().copyLsn("public.t");
      copy.with("copy.again", "public.t:2")
          .start()
          .pollUntil(() -> copy.copy().copyLsn("public.t").isAfter(first))
          .pollUntilCopied("public.t");
      source.execute("insert into t values (0, 'behind')");
      stream.pollUntil(isInsertOf("t", 0)).pollUntil(Records::isEnd);

      List<SourceRecord> ends = Records.ends(stream.committed());
      List<SourceRecord> holding =
          ends.stream().filter(end -> end.headers().lastWithName("weft.hold") != null).toList();
      assertThat(holding).hasSize(1);
      SourceRecord end = holding.get(0);
      assertThat(CopyHold.parse((String) end.headers().lastWithName("weft.hold").value()).tables())
          .containsExactly(new TableName("public", "t"));
      assertThat(copy.copy().copyLsn("public.t").isAfter(new Lsn(Records.endLsn(end)))).isTrue();
      assertThat(ends.stream().filter(counting -> Records.eventCount(counting) > 0)).hasSize(2);
      assertThat(Records.value(end).getArray("data_collections")).isEmpty();
      assertThat(stream.committed().stream().filter(r -> r.topic().endsWith(".message")))
          .hasSize(1);
    }
  }

  private static Map<String, String> streamSettings(Source source) {
    Map<String, String> settings = source.settings("snapshot.mode", "no_data");
    settings.put("retry.backoff.ms", "50");
    return settings;
  }

  private static Map<String, String> slow(Map<String, String> settings) {
    return with(settings, "copy.rate.limit", "60000");
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(key, value);
    return changed;
  }

  /** Inserts, updates and deletes rows of its own, one or more in a transaction. */
  private static Thread writer(Source source, int number, AtomicBoolean isOver) {
    Thread thread =
        new Thread(
            () -> {
              try (Connection connection = TestPostgres.connect(source.database());
                  Statement statement = connection.createStatement()) {
                for (int i = 0; !isOver.get(); i++) {
                  int id = 10_000 + i * 3 + number;
                  int old = 1 + (i * 3 + number) % 4000;
                  statement.execute(
                      "begin; insert into t values (%d, 'new'); update t set v = v || '+' where id = %d"
                          .formatted(id, old));
                  statement.execute(
                      i % 5 == 4
                          ? "rollback"
                          : "delete from t where id = %d; commit".formatted(id - 30));
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  private static Predicate<SourceRecord> isInsertOf(String table, int id) {
    return Records.isChangeOf(table).and(record -> CaptureTest.id(record) == id);
  }

  private static Map<Integer, String> rows(FakeCopyWorker copy, String table) {
    Map<Integer, String> rows = new HashMap<>();
    for (String row : copy.copy().rows(table)) {
      String[] values = row.split("\t", 2);
      assertThat(rows.put(Integer.parseInt(values[0]), values[1])).isNull();
    }
    return rows;
  }

  private static Map<Integer, String> table(Source source, String table) {
    Map<Integer, String> rows = new HashMap<>();
    source
        .query("select id || ' ' || v from " + table)
        .forEach(row -> rows.put(Integer.parseInt(row.split(" ", 2)[0]), row.split(" ", 2)[1]));
    return rows;
  }

  /** Applies what was committed behind the copy; each change must find what it expects. */
  private static int apply(
      List<SourceRecord> records, Lsn copyLsn, String table, Map<Integer, String> rows) {
    List<SourceRecord> open = new ArrayList<>();
    int applied = 0;
    for (SourceRecord record : records) {
      if (Records.isChange(record) && Records.isChangeOf(table).test(record)) {
        open.add(record);
      } else if (Records.isEnd(record)) {
        if (new Lsn(Records.endLsn(record)).isAfter(copyLsn)) {
          open.forEach(change -> apply(change, rows));
          applied += open.size();
        }
        open.clear();
      }
    }
    return applied;
  }

  private static void apply(SourceRecord change, Map<Integer, String> rows) {
    Struct after = Records.after(change);
    switch (Records.op(change)) {
      case "c" -> assertThat(rows.put(after.getInt32("id"), after.getString("v"))).isNull();
      case "u" -> assertThat(rows.put(after.getInt32("id"), after.getString("v"))).isNotNull();
      case "d" ->
          assertThat(rows.remove(Records.value(change).getStruct("before").getInt32("id")))
              .isNotNull();
      default -> throw new AssertionError(Records.op(change));
    }
  }
}
