package io.weft.connectors;

import static io.weft.connectors.FakeCopyWorker.portion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.Lsn;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What happens to a copy when something fails in the middle of it. */
class CopyFaultsTest {

  private static final String ROWS =
      "insert into %s select i, repeat('x', i %% 300) from generate_series(1, 3000) i;";
  private static final String TABLE = "create table %s (id int primary key, v text);" + ROWS;

  @Test
  void taskThatDiesInTheMiddleOfAChunkGoesOnThereWithTheRowsThatKafkaLacks() {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker =
            new FakeCopyWorker(source.copySettings())
                .with("copy.chunk.bytes", "10000000")
                .with("transaction.max.bytes", "20000")
                .start()) {
      worker.pollUntil(() -> worker.kafkaTransactions().size() > 2);
      worker.pollUntil(() -> !worker.task(0).uncommitted().isEmpty());
      worker.crashTask(0);
      int before = worker.committed().size();
      worker.pollUntilCopied("public.t");
      CopyTest.assertSame(source, worker.copy(), "public.t", "table t");
      assertThat(portion(worker.committed().get(before)).sequence()).isEqualTo(before);
    }
  }

  @Test
  void taskWhoseSessionIsEndedGoesOnByItselfInTheSameSnapshot() {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker =
            new FakeCopyWorker(source.copySettings())
                .with("copy.chunk.bytes", "10000000")
                .with("transaction.max.bytes", "20000")
                .start()) {
      worker.pollUntil(() -> worker.kafkaTransactions().size() > 2);
      source.execute("delete from t");
      terminate(source, "weft-copy-task-0");
      worker.pollUntilCopied("public.t");
      assertThat(worker.copy().rows("public.t")).hasSize(3000).doesNotHaveDuplicates();
      assertThat(lsns(worker, "public.t")).hasSize(1);
    }
  }

  @Test
  void lossOfTheSnapshotKeepsFinishedTablesAndBeginsTheOthersAnew() {
    try (Source source =
            Source.with(
                TABLE.formatted("done", "done")
                    + "insert into done select i, repeat('y', 300) from generate_series(10001, 12000) i;"
                    + TABLE.formatted("other", "other"));
        FakeCopyWorker worker =
            new FakeCopyWorker(source.copySettings()).with("tasks.max", "1").start()) {
      worker.pollUntilCopied("public.done");
      worker.pollUntil(() -> worker.copy().of("public.other").size() > 3);
      assertThat(worker.copy().isWhole("public.other")).isFalse();
      Lsn done = worker.copy().copyLsn("public.done");
      source.execute("insert into other values (0, 'late'); insert into done values (0, 'late')");
      terminate(source, "weft-copy-");
      worker.pollUntil(() -> worker.copy().copyLsn("public.other").isAfter(done));
      worker.pollUntilCopied("public.done", "public.other");
      CopyTest.assertSame(source, worker.copy(), "public.other", "table other");
      assertThat(lsns(worker, "public.done")).containsExactly(done);
      assertThat(worker.copy().rows("public.done")).hasSize(5000);
      awaitNoHolder(source, worker);
    }
  }

  @Test
  void tableTruncatedBehindALostSnapshotIsNotTakenForAnEmptyOne() {
    try (Source source = Source.with(TABLE.formatted("a", "a") + TABLE.formatted("b", "b"));
        FakeCopyWorker worker =
            new FakeCopyWorker(source.copySettings()).with("tasks.max", "1").start()) {
      worker.pollUntil(() -> !worker.committed().isEmpty());
      terminate(source, "weft-copy-");
      source.execute("truncate a, b", ROWS.formatted("a"), ROWS.formatted("b"));
      worker.pollUntilCopied("public.a", "public.b");
      CopyTest.assertSame(source, worker.copy(), "public.a", "table a");
      CopyTest.assertSame(source, worker.copy(), "public.b", "table b");
    }
  }

  @Test
  void statementThatWouldRewriteATableWaitsForTheCopy() throws SQLException {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start();
        Connection connection = TestPostgres.connect(source.database());
        Statement statement = connection.createStatement()) {
      worker.pollUntil(() -> !worker.committed().isEmpty());
      statement.execute("set lock_timeout = 100");
      assertThatThrownBy(() -> statement.execute("truncate t"))
          .hasMessageContaining("lock timeout");
      worker.pollUntilCopied("public.t");
      awaitNoHolder(source, worker);
      statement.execute("truncate t");
    }
  }

  @Test
  void statementThatTheCopyHasToWaitBehindIsTold() throws Exception {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker =
            new FakeCopyWorker(source.copySettings()).with("copy.rate.limit", "100000").start();
        Connection connection = TestPostgres.connect(source.database());
        Statement statement = connection.createStatement()) {
      worker.pollUntil(() -> !worker.committed().isEmpty());
      Thread truncating =
          new Thread(() -> assertThatThrownBy(() -> statement.execute("truncate t")).isNotNull());
      truncating.start();
      worker.pollUntil(
          () ->
              !source
                  .query(
                      "select 1 from pg_stat_activity where datname = current_database() and query = 'truncate t' and wait_event_type = 'Lock'")
                  .isEmpty());
      worker.crashTask(0);
      worker.pollUntil(() -> worker.obstacles().contains("Cancel that statement"));
      statement.cancel();
      truncating.join();
      worker.pollUntilCopied("public.t");
      CopyTest.assertSame(source, worker.copy(), "public.t", "table t");
      assertThat(lsns(worker, "public.t")).hasSize(1);
    }
  }

  @Test
  void whatIsCopiedIsNotCopiedAgainByTheNextStart() {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.t");
      worker.stop();
      int before = worker.committed().size();
      source.execute("insert into t values (0, 'late')");
      worker.start();
      awaitNoHolder(source, worker);
      worker.pollUntil(() -> worker.tasks() == 0);
      assertThat(worker.committed()).hasSize(before);
    }
  }

  @Test
  void stopInTheMiddleBeginsUnfinishedTablesAnew() {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntil(() -> worker.kafkaTransactions().size() > 1);
      worker.stop();
      source.execute("update t set v = 'new' where id % 2 = 0");
      worker.start();
      worker.pollUntil(() -> lsns(worker, "public.t").size() == 2);
      worker.pollUntilCopied("public.t");
      CopyTest.assertSame(source, worker.copy(), "public.t", "table t");
    }
  }

  @Test
  void slotThatWasLostAfterTablesWereCopiedIsNotMadeAnew() {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.t");
      worker.stop();
      source.dropSlot();
      worker.start();
      worker.pollUntilFailed();
      assertThat(worker.failure())
          .hasMessageContainingAll(source.slot(), "does not exist", "Resync")
          .hasMessageNotContaining("\n");
      assertThat(
              source.query(
                  "select slot_name from pg_replication_slots where database = current_database()"))
          .isEmpty();
    }
  }

  @Test
  void copiedTableThatLeftThePublicationIsNotPutBackUnlessItIsCopiedAgain() {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.t");
      worker.stop();
      Lsn first = worker.copy().copyLsn("public.t");
      source.execute(
          "alter publication %s drop table t".formatted(source.slot()),
          "insert into t values (0, 'unpublished')");
      worker.start();
      worker.pollUntilFailed();
      assertThat(worker.failure())
          .hasMessageContainingAll("public.t", "left the publication", "copy.again=public.t:2");
      worker.stop();
      worker.with("copy.again", "public.t:2").start();
      worker.pollUntil(() -> worker.copy().copyLsn("public.t").isAfter(first));
      worker.pollUntilCopied("public.t");
      CopyTest.assertSame(source, worker.copy(), "public.t", "table t");
    }
  }

  @Test
  void aTransactionThatHoldsUpTheSnapshotIsNamed() throws SQLException {
    try (Source source = Source.with(TABLE.formatted("t", "t"));
        Connection connection = TestPostgres.connect(source.database());
        Statement statement = connection.createStatement()) {
      statement.execute("begin; insert into t values (0, 'open')");
      try (FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
        worker.pollUntil(() -> worker.obstacles().contains("pg_terminate_backend"));
        assertThat(worker.obstacles()).contains(source.slot());
        statement.execute("commit");
        worker.pollUntilCopied("public.t");
        CopyTest.assertSame(source, worker.copy(), "public.t", "table t");
        assertThat(worker.obstacles()).isEmpty();
      }
    }
  }

  @Test
  void limitsOfTheRoleEndNoSession() {
    try (Source source = Source.with(TABLE.formatted("t", "t"))) {
      source.execute(
          "alter database %s set idle_in_transaction_session_timeout = 500"
              .formatted(source.database()),
          "alter database %s set statement_timeout = 500".formatted(source.database()),
          "alter database %s set idle_session_timeout = 500".formatted(source.database()));
      Map<String, String> settings = source.copySettings();
      settings.put("copy.rate.limit", "150000");
      try (FakeCopyWorker worker = new FakeCopyWorker(settings).start()) {
        worker.pollUntilCopied("public.t");
        assertThat(lsns(worker, "public.t")).hasSize(1);
      }
    }
  }

  private static Set<Lsn> lsns(FakeCopyWorker worker, String table) {
    return worker.committed().stream()
        .map(FakeCopyWorker::portion)
        .filter(portion -> portion.table().toString().equals(table))
        .map(portion -> portion.copyLsn())
        .collect(Collectors.toSet());
  }

  private static void terminate(Source source, String nameBegins) {
    List<String> ended =
        source.query(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name like '"
                + nameBegins
                + "%'");
    assertThat(ended).isNotEmpty();
  }

  private static void awaitNoHolder(Source source, FakeCopyWorker worker) {
    worker.pollUntil(
        () ->
            source
                .query(
                    "select 1 from pg_stat_activity where datname = current_database() and application_name like 'weft-copy%'")
                .isEmpty());
  }
}
