package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ResumeTest {

  @Test
  void eachEventComesOnceAcrossCrashesWhileTransactionsInterleave() throws SQLException {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start();
        Connection slow = TestPostgres.connect(source.database());
        Statement slowly = slow.createStatement()) {
      worker.pollUntil(Records::isSnapshotMarker);
      slow.setAutoCommit(false);
      int id = 0;
      for (int crash = 0; crash < 5; crash++) {
        slowly.execute("insert into t values (%d)".formatted(1000 + crash));
        source.execute("insert into t values (%d)".formatted(id++));
        worker.poll();
        source.execute("insert into t values (%d)".formatted(id++));
        worker.poll();
        worker.crash();
        if (crash == 2) {
          slow.commit();
        }
        source.execute("insert into t values (%d)".formatted(id++));
        worker.start();
      }
      slow.commit();
      source.execute("insert into t values (99)");
      worker.pollUntil(record -> CaptureTest.id(record) == 99);

      List<Integer> ids =
          worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList();
      assertThat(ids).doesNotHaveDuplicates().hasSize(id + 6);
      worker.kafkaTransactions().forEach(CaptureTest::assertWhole);
      CaptureTest.assertChained(worker.committed());
    }
  }

  @Test
  void transactionTooLargeForOneKafkaTransactionComesOnceThoughItIsCut() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(large(source)).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      source.execute("insert into t select generate_series(1, 500)");
      worker.pollUntil(record -> CaptureTest.id(record) > 100);
      assertThat(worker.storedOffset()).containsKey("weft_open_xid");
      worker.crash();
      worker.start();
      worker.pollUntil(record -> CaptureTest.id(record) > 300);
      worker.crash();
      worker.start();
      worker.pollUntil(record -> Records.isEnd(record) && Records.eventCount(record) == 500);

      assertThat(worker.kafkaTransactions().size()).isGreaterThan(5);
      assertThat(
              worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList())
          .isEqualTo(IntStream.rangeClosed(1, 500).boxed().toList());
      CaptureTest.assertChained(worker.committed());
    }
  }

  @Test
  void lossOfTheSourceInTheMiddleOfATransactionIsOvercome() {
    Map<String, String> settings;
    try (Source source = Source.with("create table t (id int primary key)")) {
      settings = large(source);
      settings.put("transaction.max.records", "1000000");
      settings.put("retry.backoff.ms", "200");
      try (FakeWorker worker = new FakeWorker(settings).start()) {
        worker.pollUntil(Records::isSnapshotMarker);
        source.execute("insert into t select generate_series(1, 20000)");
        while (worker.uncommitted().size() < 200) {
          worker.poll();
        }
        terminateReaders(source);
        worker.pollUntil(record -> Records.isEnd(record) && Records.eventCount(record) == 20000);

        assertThat(
                worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList())
            .isEqualTo(IntStream.rangeClosed(1, 20000).boxed().toList());
        source.execute("insert into t values (0)");
        worker.pollUntil(record -> CaptureTest.id(record) == 0);
        CaptureTest.assertChained(worker.committed());
      }
    }
  }

  @Test
  void lossOfTheSourceInTheMiddleOfTheSnapshotStartsItAnew() {
    try (Source source =
            Source.with(
                "create table t (id int primary key); insert into t select generate_series(1, 20000)");
        FakeWorker worker = new FakeWorker(slotOfAnotherName(large(source))).start()) {
      while (worker.uncommitted().isEmpty()) {
        worker.poll();
      }
      terminateReaders(source);
      worker.pollUntil(Records::isSnapshotMarker);
      SourceRecord marker =
          worker.committed().stream().filter(Records::isSnapshotMarker).findFirst().orElseThrow();
      assertThat(Records.eventCount(marker)).isEqualTo(20000);
      assertThat(
              worker.committed().stream()
                  .filter(Records::isChange)
                  .filter(row -> generation(row) == Records.endLsn(marker)))
          .hasSize(20000);
      source.execute("insert into t values (0)");
      worker.pollUntil(record -> CaptureTest.id(record) == 0);
    }
  }

  @Test
  void interruptedSnapshotStartsAnewFromANewSlotAndALaterPosition() {
    try (Source source =
            Source.with(
                "create table t (id int primary key); insert into t select generate_series(1, 30000)");
        FakeWorker worker = new FakeWorker(slotOfAnotherName(large(source))).start()) {
      while (worker.uncommitted().isEmpty()) {
        worker.poll();
      }
      SourceRecord row = worker.uncommitted().get(0);
      worker.crash();
      source.execute("delete from t where id > 10");
      worker.start();
      worker.pollUntil(Records::isSnapshotMarker);
      assertThat(worker.committed().stream().filter(Records::isChange)).hasSize(10);
      assertThat(worker.committed().stream().filter(Records::isChange))
          .allMatch(again -> generation(again) > generation(row));
    }
  }

  @Test
  void slotMadeWithACopyIsTheExactStart() {
    try (Source source = Source.with("create table t (id int primary key)")) {
      source.execute(
          "insert into t values (1)",
          "create publication %s for table t with (publish_via_partition_root = true)"
              .formatted(source.slot()),
          "select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(source.slot()),
          "insert into t values (2)",
          "insert into t values (3)");
      try (FakeWorker worker =
          new FakeWorker(source.settings("snapshot.mode", "no_data")).start()) {
        worker.pollUntil(record -> CaptureTest.id(record) == 3);
        assertThat(
                worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList())
            .containsExactly(2, 3);
        assertThat(worker.committed()).noneMatch(Records::isSnapshotMarker);
        worker.crash();
        source.execute("insert into t values (4)");
        worker.start();
        worker.pollUntil(record -> CaptureTest.id(record) == 4);
        assertThat(
                worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList())
            .containsExactly(2, 3, 4);
      }
    }
  }

  @Test
  void droppedOrRemadeSlotIsRefused() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      source.execute("insert into t values (1)");
      worker.pollUntil(record -> CaptureTest.id(record) == 1);
      worker.crash();
      source.dropSlot();
      assertThatThrownBy(worker::start)
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll(source.slot(), "does not exist", "Resync");
      source.execute(
          "insert into t values (2)",
          "select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(source.slot()));
      assertThatThrownBy(worker::start)
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll(source.slot(), "made anew", "Resync");
    }
  }

  @Test
  void slotThatStaysInUseIsWaitedForAndThenNamed() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker first = new FakeWorker(source.settings()).start()) {
      first.pollUntil(Records::isSnapshotMarker);
      source.execute("insert into t values (0)");
      first.pollUntil(record -> CaptureTest.id(record) == 0);
      Map<String, String> settings = source.settings("slot.wait.ms", "1");
      settings.put("retry.backoff.ms", "100");
      try (FakeWorker second = new FakeWorker(settings)) {
        second.storeOffsetsOf(first);
        second.start();
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    second.poll();
                  }
                })
            .isInstanceOf(ConnectException.class)
            .hasMessageContainingAll(source.slot(), "in use by server process");
        first.crash();
        second.start();
        source.execute("insert into t values (1)");
        second.pollUntil(record -> CaptureTest.id(record) == 1);
      }
    }
  }

  @Test
  void tableMadeAfterTheStartIsLeftOutAtARestart() {
    try (Source source = Source.with("create table t (id int primary key)");
        FakeWorker worker = new FakeWorker(source.settings()).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      worker.crash();
      source.execute("create table late (id int primary key)", "insert into late values (7)");
      worker.start();
      source.execute("insert into late values (8)", "insert into t values (1)");
      worker.pollUntil(record -> CaptureTest.id(record) == 1);
      assertThat(worker.committed()).noneMatch(Records.isChangeOf("late"));
    }
  }

  private static long generation(SourceRecord row) {
    return Records.value(row).getStruct("source").getInt64("lsn");
  }

  /** Small batches, so that transactions are larger than one. */
  private static Map<String, String> large(Source source) {
    Map<String, String> settings = source.settings("transaction.max.records", "50");
    settings.put("max.batch.size", "50");
    settings.put("max.queue.size", "200");
    return settings;
  }

  private static Map<String, String> slotOfAnotherName(Map<String, String> settings) {
    settings.put("slot.name", settings.get("topic.prefix") + "_slot");
    return settings;
  }

  private static void terminateReaders(Source source) {
    source.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  }
}
