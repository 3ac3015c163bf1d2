package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A captured table is the one that was there at the start, whatever happens to its name. */
class TableIdentityTest {

  private static final String SCHEMA =
      "create table t (id int primary key); create table u (id int primary key)";

  @Test
  void tableThatWasDroppedAndMadeAnewStopsTheStream() {
    try (Source source = Source.with(SCHEMA);
        FakeWorker worker = streaming(source)) {
      source.execute(
          "begin; drop table t; create table t (id int primary key); insert into t values (5); commit");
      assertStops(worker, "public.t", "dropped and made anew", "copy");
      worker.crash();
      assertRefusesToStart(worker, "public.t", "dropped and made anew");
    }
  }

  @Test
  void tableThatWasDroppedAndMadeAnewWhileTheConnectorWasStoppedIsRefused() {
    try (Source source = Source.with(SCHEMA);
        FakeWorker worker = streaming(source)) {
      worker.crash();
      source.execute("drop table t; create table t (id int primary key); insert into t values (5)");
      source.execute("alter publication %s add table t".formatted(source.slot()));
      assertRefusesToStart(worker, "public.t", "dropped and made anew");
      source.execute("drop table t");
      assertRefusesToStart(worker, "public.t", "was dropped");
    }
  }

  @Test
  void tableThatLeavesThePublicationStopsTheStreamAndStaysRefusedWhenItIsBack() {
    try (Source source = Source.with(SCHEMA);
        FakeWorker worker = streaming(source)) {
      source.execute(
          "alter publication %s drop table u".formatted(source.slot()), "insert into u values (7)");
      assertStops(worker, "public.u", "publication " + source.slot());
      worker.crash();
      assertRefusesToStart(worker, "public.u", "publication " + source.slot());
      source.execute("alter publication %s add table u".formatted(source.slot()));
      assertRefusesToStart(worker, "public.u", "put in again");
    }
  }

  @Test
  void renamedTableStopsTheStreamAndLosesNothingOnceItHasItsNameBack() {
    try (Source source = Source.with(SCHEMA);
        FakeWorker worker = streaming(source)) {
      source.execute(
          "insert into u values (1)", "alter table u rename to u2", "insert into u2 values (2)");
      assertStops(worker, "public.u", "public.u2", "ALTER TABLE \"public\".\"u2\" RENAME TO \"u\"");
      worker.crash();
      assertRefusesToStart(worker, "public.u", "public.u2");
      source.execute("alter table u2 rename to u", "insert into u values (3)");
      worker.start().pollUntil(record -> CaptureTest.id(record) == 3);
      assertThat(idsOf(worker, "u")).containsExactly(1, 2, 3);
    }
  }

  @Test
  void rowsWrittenUnderAnotherNameArriveThoughTheNameWasBackBeforeAnybodyLooked() {
    try (Source source = Source.with(SCHEMA + "; create schema elsewhere");
        FakeWorker worker = streaming(source)) {
      source.execute("insert into u values (1)");
      worker.pollUntil(record -> CaptureTest.id(record) == 1);
      source.execute(
          "alter table u rename to u2; insert into u2 values (2); alter table u2 rename to u;",
          "insert into u values (3)");
      worker.pollUntil(record -> CaptureTest.id(record) == 3);
      worker.crash();
      source.execute(
          "alter table u set schema elsewhere",
          "insert into elsewhere.u values (4)",
          "alter table t rename to u",
          "insert into u values (104)",
          "alter table u rename to t",
          "alter table elsewhere.u set schema public",
          "insert into u values (5)");
      worker.start().pollUntil(record -> CaptureTest.id(record) == 5);
      assertThat(idsOf(worker, "u")).containsExactly(1, 2, 3, 4, 5);
      assertThat(idsOf(worker, "t")).containsExactly(104);
      CaptureTest.assertChained(worker.committed());
    }
  }

  @Test
  void swapForANewTableStopsTheStream() {
    try (Source source = Source.with(SCHEMA);
        FakeWorker worker = streaming(source)) {
      source.execute(
          "create table t_new (id int primary key)",
          "begin; alter table t rename to t_old; alter table t_new rename to t; commit",
          "insert into t values (1)");
      assertStops(worker, "public.t", "public.t_old", "another table has its name");
    }
  }

  @Test
  void tableThatBecomesAPartitionOfAPublishedOneStopsTheStream() {
    try (Source source =
            Source.with(SCHEMA + "; create table p (id int primary key) partition by range (id)");
        FakeWorker worker = streaming(source)) {
      source.execute("alter table p attach partition t for values from (0) to (10)");
      assertStops(worker, "public.t", "a partition of p");
    }
  }

  @Test
  void whatHappensToRowsColumnsPartitionsAndOtherTablesStopsNothing() {
    try (Source source =
            Source.with(
                "create table t (id int primary key, v text);"
                    + "create table p (id int primary key) partition by range (id);"
                    + "create table p1 partition of p for values from (0) to (10)");
        FakeWorker worker = streaming(source)) {
      source.execute(
          "begin; truncate t; insert into t values (1); commit",
          "alter table t add w int; create index on t (w); analyze t",
          "vacuum full t",
          "create table p2 partition of p for values from (10) to (20)",
          "insert into p values (11)",
          "alter table p detach partition p1",
          "create table late (id int primary key); insert into late values (8)");
      awaitLooks(worker);
      worker.crash();
      worker.start();
      source.execute("insert into t values (2)");
      worker.pollUntil(record -> CaptureTest.id(record) == 2);
      assertThat(idsOf(worker, "p")).containsExactly(11);
      assertThat(idsOf(worker, "late")).isEmpty();
    }
  }

  @Test
  void tableLeftOutByThePersonLaterOnIsNotTakenInAgain() {
    try (Source source = Source.with(SCHEMA);
        FakeWorker worker = streaming(source)) {
      worker.crash();
      Map<String, String> without = settings(source);
      without.put("table.exclude.list", "public.u");
      try (FakeWorker narrower = new FakeWorker(without)) {
        narrower.storeOffsetsOf(worker);
        narrower.start();
        source.execute("insert into u values (1); insert into t values (1)");
        narrower.pollUntil(Records.isChangeOf("t"));
        narrower.crash();
        worker.storeOffsetsOf(narrower);
      }
      worker.start();
      source.execute("insert into u values (2); insert into t values (2)");
      worker.pollUntil(record -> CaptureTest.id(record) == 2);
      assertThat(idsOf(worker, "u")).isEmpty();
    }
  }

  private static Map<String, String> settings(Source source) {
    return source.settings("heartbeat.interval.ms", "100");
  }

  private static FakeWorker streaming(Source source) {
    return new FakeWorker(settings(source)).start().pollUntil(Records::isSnapshotMarker);
  }

  private static void awaitLooks(FakeWorker worker) {
    Instant end = Instant.now().plus(Duration.ofMillis(500));
    while (Instant.now().isBefore(end)) {
      worker.poll();
    }
  }

  private static void assertStops(FakeWorker worker, String... said) {
    assertThatThrownBy(() -> worker.pollUntil(record -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll(said)
        .hasMessageNotContaining("\n");
  }

  private static void assertRefusesToStart(FakeWorker worker, String... said) {
    assertThatThrownBy(worker::start)
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll(said)
        .hasMessageNotContaining("\n");
  }

  private static List<Integer> idsOf(FakeWorker worker, String table) {
    return worker.committed().stream()
        .filter(Records.isChangeOf(table))
        .filter(record -> !Records.op(record).equals("t"))
        .map((SourceRecord record) -> Records.after(record).getInt32("id"))
        .toList();
  }
}
