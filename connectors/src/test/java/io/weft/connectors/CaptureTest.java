package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class CaptureTest {

  @Test
  void kafkaTransactionsHoldWholeSourceTransactionsInCommitOrder() throws SQLException {
    try (Source source = Source.with("create table t (id int primary key, v text)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      try (Connection one = TestPostgres.connect(source.database());
          Connection two = TestPostgres.connect(source.database());
          Statement first = one.createStatement();
          Statement second = two.createStatement()) {
        one.setAutoCommit(false);
        two.setAutoCommit(false);
        first.execute("insert into t values (1)");
        second.execute("insert into t values (2)");
        first.execute("update t set v = 'x' where id = 1");
        second.execute("update t set id = 20 where id = 2");
        two.commit();
        one.commit();
      }
      source.execute("insert into t values (3)");
      worker.pollUntil(record -> id(record) == 3);

      List<List<SourceRecord>> transactions = worker.kafkaTransactions();
      for (List<SourceRecord> transaction : transactions) {
        assertWhole(transaction);
      }
      List<Integer> ids =
          worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList();
      assertThat(ids).containsExactly(2, -1, 20, 1, 1, 3);
      assertChained(worker.committed());
    }
  }

  @Test
  void limitsAndHabitsOfTheRoleEndNoSession() throws InterruptedException {
    try (Source source =
        Source.with(
            "create table t (id int primary key); insert into t select generate_series(1, 3000)")) {
      String role = "limited_" + source.database();
      source.execute(
          "create role %s superuser login".formatted(role),
          "alter role %s set default_transaction_read_only = on".formatted(role),
          "alter role %s set idle_session_timeout = '150ms'".formatted(role),
          "alter role %s set idle_in_transaction_session_timeout = '150ms'".formatted(role),
          "alter role %s set transaction_timeout = '150ms'".formatted(role),
          "alter role %s set statement_timeout = '150ms'".formatted(role));
      Map<String, String> settings = source.settings("database.user", role);
      settings.put("max.queue.size", "200");
      settings.put("max.batch.size", "100");
      settings.put("snapshot.fetch.size", "100");
      try (FakeWorker worker = new FakeWorker(settings).start()) {
        for (int poll = 0; poll < 10; poll++) {
          worker.poll();
          Thread.sleep(50);
        }
        worker.pollUntil(Records::isSnapshotMarker);
        assertThat(worker.committed().stream().filter(Records::isChange))
            .as("rows, of one snapshot only")
            .hasSize(3000);
        source.execute("insert into t values (0)");
        worker.pollUntil(record -> id(record) == 0);
      }
    }
  }

  @Test
  void transactionsThatHoldUpTheSlotAreNamedOneAfterTheOther() throws Exception {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings());
        Connection open = TestPostgres.connect(source.database());
        Statement openly = open.createStatement()) {
      worker.start().poll();
      worker.crash();
      source.execute("begin; insert into t values (1); prepare transaction 'it''s old'");
      worker.start();
      CompletableFuture<Void> start =
          CompletableFuture.runAsync(() -> worker.pollUntil(Records::isSnapshotMarker));
      try {
        awaitObstacle(worker, "prepared", "ROLLBACK PREPARED 'it''s old'");
        open.setAutoCommit(false);
        openly.execute("insert into t values (2)");
      } finally {
        source.execute("rollback prepared 'it''s old'");
      }
      int pid = open.unwrap(PGConnection.class).getBackendPID();
      awaitObstacle(worker, "pg_terminate_backend(" + pid + ")", source.slot());
      open.rollback();
      start.get(30, TimeUnit.SECONDS);
      assertThat(worker.obstacle()).isEmpty();
    }
  }

  private static void awaitObstacle(FakeWorker worker, String... said) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(30);
    while (!Arrays.stream(said).allMatch(worker.obstacle()::contains)) {
      assertThat(Instant.now()).as(worker.obstacle()).isBefore(end);
      Thread.sleep(50);
    }
  }

  @Test
  void textThatIsNoUtf8StopsCaptureAndIsNotQuoted() {
    try (Source source = Source.with("create table t (id int primary key)")) {
      String database = source.database() + "_ascii";
      source.execute(
          "create database %s encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0"
              .formatted(database));
      TestPostgres.execute(
          database,
          "create table t (id int primary key, v text);"
              + "insert into t values (1, convert_from('\\xfb63', 'SQL_ASCII'))");
      Map<String, String> settings = source.settings("database.dbname", database);
      try (FakeWorker worker = new FakeWorker(settings)) {
        assertThatThrownBy(() -> worker.start().pollUntil(Records::isSnapshotMarker))
            .isInstanceOf(ConnectException.class)
            .hasMessageContainingAll("no valid UTF-8", "SQL_ASCII", "22021")
            .hasMessageNotContaining("0xfb")
            .hasNoCause();
      } finally {
        TestPostgres.execute(
            database,
            "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()");
      }
    }
  }

  @Test
  void numbersThatJsonCannotHoldAreRepeatedInAHeader() {
    try (Source source =
            Source.with(
                "create table t (id int primary key, \"a b\" float8, c float4);"
                    + "insert into t values (1, 'NaN', '-Infinity'), (2, 1.5, null), (3, 0, '-0')");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      List<Object> headers =
          worker.committed().stream()
              .filter(record -> record.topic().endsWith(".t"))
              .map(record -> record.headers().lastWithName("weft.nonfinite"))
              .map(header -> header == null ? "none" : header.value())
              .toList();
      assertThat(headers)
          .containsExactly(
              "columns=after.a+b:NaN,after.c:-Infinity", "none", "columns=after.c:-0.0");
    }
  }

  @Test
  void recordsOfATableWithAnIdentityIndexAreKeyedByIt() {
    try (Source source =
            Source.with(
                "create table t (id int primary key, \"Code\" text not null);"
                    + "create unique index t_code on t (\"Code\") include (id);"
                    + "alter table t replica identity using index t_code");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute("insert into t values (1, 'a'); delete from t");
      worker.pollUntil(
          record -> Records.isChange(record) && "d".equals(((Struct) record.value()).get("op")));
      assertThat(worker.committed().stream().filter(Records::isChange).map(SourceRecord::key))
          .allSatisfy(
              key ->
                  assertThat(((Struct) key).schema().fields())
                      .extracting(Field::name)
                      .containsExactly("Code"))
          .extracting(key -> ((Struct) key).get("Code"))
          .containsExactly("a", "a");
    }
  }

  @Test
  void snapshotEndsWithAMarkerThatCountsEveryTable() {
    try (Source source =
            Source.with(
                "create table a (id int primary key); insert into a select generate_series(1, 3);"
                    + "create table empty (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      List<SourceRecord> records = worker.committed();
      SourceRecord marker =
          records.stream().filter(Records::isSnapshotMarker).findFirst().orElseThrow();
      assertThat(marker.kafkaPartition()).isZero();
      assertThat(Records.eventCount(marker)).isEqualTo(3);
      assertThat(counts(marker)).isEqualTo(Map.of("public.a", 3L, "public.empty", 0L));
      assertThat(records.stream().filter(Records::isChange))
          .hasSize(3)
          .allSatisfy(
              row -> {
                assertThat(Records.op(row)).isEqualTo("r");
                assertThat(Records.value(row).getStruct("source").getInt64("lsn"))
                    .isEqualTo(Records.endLsn(marker));
              });

      source.execute("insert into a values (4)");
      worker.pollUntil(record -> id(record) == 4);
      assertThat(worker.committed().stream().filter(Records::isSnapshotMarker)).hasSize(1);
      assertChained(worker.committed());
    }
  }

  @Test
  void snapshotOfEmptyTablesEndsWithAMarkerToo() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      assertThat(worker.committed()).noneMatch(Records::isChange);
      worker.crash();
      worker.start();
      source.execute("insert into t values (1)");
      worker.pollUntil(record -> id(record) == 1);
      assertThat(worker.committed().stream().filter(Records::isSnapshotMarker)).hasSize(1);
    }
  }

  @Test
  void unchangedLargeValuesAreNamedInAHeader() {
    try (Source source =
            Source.with(
                """
                create table t (id int primary key, n int, a text, b jsonb, c bytea, d numeric, ",é" text[], f float8[]);
                alter table t alter a set storage external, alter b set storage external, alter c set storage external,
                  alter d set storage external, alter ",é" set storage external, alter f set storage external;
                insert into t select 1, 1, repeat('x', 9000), to_jsonb(repeat('y', 9000)), convert_to(repeat('z', 9000), 'UTF8'),
                  repeat('9', 20000)::numeric, array_fill('abc'::text, array[3000]), array_fill(0.1::float8, array[3000]);
                """);
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute("update t set n = 2", "update t set n = 3, a = 'small'");
      worker.pollUntil(record -> n(record) == 3);
      assertThat(unchanged(record(worker, 2))).isEqualTo("columns=a,b,c,d,%2C%C3%A9,f");
      assertThat(Records.after(record(worker, 2)).getString("d"))
          .isEqualTo("__debezium_unavailable_value");
      assertThat(unchanged(record(worker, 3))).isEqualTo("columns=b,c,d,%2C%C3%A9,f");
      assertThat(Records.after(record(worker, 3)).getString("a")).isEqualTo("small");
    }
  }

  @Test
  void valueThatReadsLikeThePlaceholderIsNotTakenForIt() {
    String placeholder = "'__debezium_unavailable_value'";
    try (Source source =
            Source.with(
                "create table t (id int primary key, n int, v text); insert into t values (1, 1, "
                    + placeholder
                    + ")");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute(
          "insert into t values (2, 2, " + placeholder + ")", "insert into t values (3, 3, 'x')");
      worker.pollUntil(record -> n(record) == 3);
      assertThat(unchanged(record(worker, 1))).isEqualTo("columns=");
      assertThat(unchanged(record(worker, 2))).isEqualTo("columns=");
      assertThat(unchanged(record(worker, 3))).isNull();
    }
  }

  @Test
  void fullReplicaIdentityBringsUnchangedLargeValuesAlong() {
    try (Source source =
            Source.with(
                """
                create table t (n int, v text, w numeric);
                alter table t alter v set storage external, alter w set storage external, replica identity full;
                insert into t values (1, repeat('x', 9000), repeat('9', 20000)::numeric);
                """);
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute("update t set n = 2");
      worker.pollUntil(record -> n(record) == 2);
      SourceRecord update = record(worker, 2);
      assertThat(unchanged(update)).isNull();
      assertThat(Records.after(update).getString("v")).hasSize(9000);
      assertThat(Records.after(update).getString("w")).hasSize(20000);
    }
  }

  @Test
  void defaultsOfColumnsAreNotTakenForNull() {
    try (Source source =
            Source.with(
                "create type m as enum ('a', 'b'); create table t (id int primary key, n int default 7, v text default 'x', "
                    + "ts timestamptz default now(), d numeric default 1.5, e m default 'a'); insert into t values (1, null, null, null, null, null)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      source.execute("insert into t values (2, null, null, null, null, null)");
      worker.pollUntil(record -> id(record) == 2);
      for (int id : new int[] {1, 2}) {
        Struct after =
            worker.committed().stream()
                .filter(record -> id(record) == id)
                .map(Records::after)
                .findFirst()
                .orElseThrow();
        assertThat(after.schema().fields())
            .allSatisfy(field -> assertThat(field.schema().defaultValue()).isNull());
        assertThat(after.get("n")).isNull();
        assertThat(after.get("v")).isNull();
      }
    }
  }

  @Test
  void namesOfEveryKindAreCaptured() {
    String odd = "\"Ta\"\"b.é, имя(x)[a-z]$\"";
    String alike = "\"TA\"\"b.é, имя(x)[a-z]$\"";
    String long63 = "\"" + "я".repeat(31) + "\"";
    try (Source source = Source.with("create schema \"My Schema\"")) {
      for (String table : List.of(odd, alike, long63)) {
        source.execute(
            "create table \"My Schema\".%s (\"Id, Ж\" int primary key, \"a.b\" text)"
                .formatted(table),
            "insert into \"My Schema\".%s values (1, 'x')".formatted(table));
      }
      source.execute("create table left_out (id int primary key)");
      try (FakeWorker worker =
          new FakeWorker(source.settings("table.exclude.list", "public.left_.*")).start()) {
        worker.pollUntil(Records::isSnapshotMarker);
        for (String table : List.of(odd, alike, long63)) {
          source.execute("insert into \"My Schema\".%s values (2, 'y')".formatted(table));
        }
        worker.pollUntil(Records.isChangeOf("я".repeat(31)).and(r -> "c".equals(Records.op(r))));
        List<SourceRecord> changes = worker.committed().stream().filter(Records::isChange).toList();
        assertThat(changes).hasSize(6);
        assertThat(changes.get(0).valueSchema().field("after").schema().fields())
            .extracting(field -> field.name())
            .containsExactly("Id, Ж", "a.b");
        SourceRecord marker =
            worker.committed().stream().filter(Records::isSnapshotMarker).findFirst().orElseThrow();
        assertThat(counts(marker))
            .containsOnlyKeys(
                "My Schema.Ta\"b.é, имя(x)[a-z]$",
                "My Schema.TA\"b.é, имя(x)[a-z]$",
                "My Schema." + "я".repeat(31));
      }
    }
  }

  @Test
  void partitionedTablesTravelAsTheirRootAndInheritingTablesAsThemselves() {
    try (Source source =
            Source.with(
                """
                create table p (id int, d date, primary key (id, d)) partition by range (d);
                create table p1 partition of p for values from ('2024-01-01') to ('2025-01-01');
                create table p2 partition of p for values from ('2025-01-01') to ('2026-01-01') partition by list (id);
                create table p2a partition of p2 for values in (2);
                create table p2b partition of p2 default;
                insert into p values (1, '2024-02-01'), (2, '2025-02-01'), (3, '2025-02-01');
                create table parent (id int primary key);
                create table child (primary key (id)) inherits (parent);
                insert into parent values (1);
                insert into child values (2);
                """);
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      SourceRecord marker =
          worker.committed().stream().filter(Records::isSnapshotMarker).findFirst().orElseThrow();
      assertThat(counts(marker))
          .isEqualTo(Map.of("public.p", 3L, "public.parent", 1L, "public.child", 1L));
      source.execute(
          "update p set d = '2025-03-01' where id = 1",
          "truncate p",
          "insert into child values (3)");
      worker.pollUntil(record -> id(record) == 3 && Records.op(record).equals("c"));
      assertThat(
              worker.committed().stream()
                  .filter(Records.isChangeOf("p"))
                  .map(Records::op)
                  .filter(op -> !op.equals("r")))
          .containsExactly("d", "c", "t");
    }
  }

  @Test
  void generatedColumnsAreLeftOutOfSnapshotAndStream() {
    try (Source source =
            Source.with(
                "create table t (id int primary key, n int, g int generated always as (n * 2) stored); insert into t values (1, 1)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      source.execute("insert into t values (2, 2)");
      worker.pollUntil(record -> id(record) == 2);
      assertThat(worker.committed().stream().filter(Records::isChange))
          .allSatisfy(
              record ->
                  assertThat(Records.after(record).schema().fields())
                      .extracting(field -> field.name())
                      .containsExactly("id", "n"));
    }
  }

  @Test
  void truncateOfSeveralTablesIsOneTransaction() {
    try (Source source =
            Source.with(
                "create table a (id int primary key); create table b (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute("truncate a, b");
      worker.pollUntil(record -> Records.isEnd(record) && Records.eventCount(record) == 2);
      assertThat(worker.committed().stream().filter(Records::isChange).map(Records::op))
          .containsExactly("t", "t");
    }
  }

  @Test
  void twoPhaseCommitAndSubtransactionsAreOneTransactionEach() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute(
          "begin; insert into t values (1); prepare transaction '%s'".formatted(source.database()),
          "begin; insert into t values (2); savepoint a; insert into t values (3); savepoint b; insert into t values (4); release b; rollback to a; insert into t values (5); commit",
          "commit prepared '%s'".formatted(source.database()),
          "insert into t values (6)");
      worker.pollUntil(record -> id(record) == 6);
      assertThat(
              worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList())
          .containsExactly(2, 5, 1, 6);
      worker.kafkaTransactions().forEach(CaptureTest::assertWhole);
      assertChained(worker.committed());
    }
  }

  @Test
  void messagesOutsideOfTransactionsLeaveTheOrderOfCommitsAlone() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute(
          "insert into t values (1)",
          "select pg_logical_emit_message(false, 'theirs', 'x')",
          "select pg_logical_emit_message(true, 'theirs', 'x')",
          "insert into t values (2)");
      worker.pollUntil(record -> id(record) == 2);
      assertChained(worker.committed());
    }
  }

  @Test
  void quietDatabaseLetsGoOfItsLog() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker =
            new FakeWorker(source.settings("heartbeat.interval.ms", "200")).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      String before = confirmed(source);
      worker.pollUntil(record -> Records.isEnd(record) && !Records.isSnapshotMarker(record));
      worker.pollUntil(record -> moved(source, before));
      assertThat(worker.committed()).noneMatch(Records::isChange);
    }
  }

  @Test
  void ownQueryAtEachHeartbeatFindsTheNamesThatItsRoleDoes() {
    try (Source source =
        Source.with(
            "create schema app; create table app.beat (id int primary key, n int); insert into app.beat values (1, 0)")) {
      source.execute("alter database %s set search_path = app".formatted(source.database()));
      Map<String, String> settings = source.settings("heartbeat.interval.ms", "200");
      settings.put("heartbeat.action.query", "UPDATE beat SET n = n + 1");
      try (FakeWorker worker = new FakeWorker(settings).start()) {
        worker.pollUntil(record -> Records.isChange(record) && "u".equals(Records.op(record)));
      }
    }
  }

  private static boolean moved(Source source, String before) {
    return !confirmed(source).equals(before);
  }

  private static String confirmed(Source source) {
    return source
        .query(
            "select confirmed_flush_lsn::text from pg_replication_slots where slot_name = '"
                + source.slot()
                + "'")
        .get(0);
  }

  static void assertWhole(List<SourceRecord> kafkaTransaction) {
    List<SourceRecord> streamed =
        kafkaTransaction.stream()
            .filter(r -> Records.isTransactionRecord(r) || Records.isChange(r))
            .filter(r -> !(Records.isChange(r) && "r".equals(Records.op(r))))
            .toList();
    if (!streamed.isEmpty()) {
      assertThat(Records.isEnd(streamed.get(streamed.size() - 1))).isTrue();
      assertThat(Records.value(streamed.get(0)).schema().field("status")).isNotNull();
    }
    Map<String, Long> events = new HashMap<>();
    for (SourceRecord record : streamed) {
      if (Records.isChange(record)) {
        String id = Records.value(record).getStruct("transaction").getString("id");
        events.merge(id.substring(0, id.indexOf(':')), 1L, Long::sum);
      } else if (Records.isEnd(record) && !Records.isSnapshotMarker(record)) {
        String id = Records.value(record).getString("id");
        assertThat(events.getOrDefault(id.substring(0, id.indexOf(':')), 0L))
            .isEqualTo(Records.eventCount(record));
      }
    }
  }

  /** Every change names the END or marker before its transaction, and ENDs rise. */
  static void assertChained(List<SourceRecord> records) {
    long last = 0;
    for (SourceRecord record : records) {
      if (Records.isEnd(record)) {
        assertThat(Records.endLsn(record)).isGreaterThan(last);
        last = Records.endLsn(record);
      } else if (Records.isChange(record) && !"r".equals(Records.op(record))) {
        if (Records.value(record).getStruct("transaction") != null) {
          assertThat(Records.previousCommit(record)).isEqualTo(last);
        }
      }
    }
  }

  private static Map<String, Long> counts(SourceRecord end) {
    Map<String, Long> counts = new HashMap<>();
    for (Object table : Records.value(end).getArray("data_collections")) {
      Struct count = (Struct) table;
      counts.put(count.getString("data_collection"), count.getInt64("event_count"));
    }
    return counts;
  }

  /** The id in {@code after}; -1 where there is none. */
  static int id(SourceRecord record) {
    return field(record, "id");
  }

  private static int n(SourceRecord record) {
    return field(record, "n");
  }

  private static int field(SourceRecord record, String name) {
    if (!Records.isChange(record) || record.valueSchema().field("after") == null) {
      return -1;
    }
    Struct after = Records.after(record);
    return after == null || after.schema().field(name) == null ? -1 : after.getInt32(name);
  }

  private static SourceRecord record(FakeWorker worker, int n) {
    return worker.committed().stream().filter(r -> n(r) == n).findFirst().orElseThrow();
  }

  /** The header's text; null without a header. */
  private static Object unchanged(SourceRecord record) {
    Header header = record.headers().lastWithName("weft.unchanged");
    return header == null ? null : header.value();
  }
}
