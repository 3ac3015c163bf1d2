package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.testing.TestPostgres;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole transactions over all kinds of tables of a Citus cluster, exactly once. */
class CitusTransactionsTest {

  private static final String TABLES =
      """
      create table tenant(id int primary key, name text);
      create table orders(tenant int, id int, name text, primary key (tenant, id));
      create table rate(code text primary key, v text);
      create table note(id int primary key, name text);
      select create_distributed_table('tenant', 'id', shard_count => 4);
      select create_distributed_table('orders', 'tenant', colocate_with => 'tenant');
      select create_reference_table('rate')""";
  private static final String REFERENCED =
      """
      create table currency(code text primary key, v text);
      create table price(tenant int, id int, code text references currency, primary key (tenant, id));
      select create_reference_table('currency');
      select create_distributed_table('price', 'tenant', shard_count => 4)""";

  private final CitusTarget citus = CitusTarget.create();
  private final SinkFixture sink = citus.sink;
  private final TestRecords source =
      new TestRecords()
          .table("public.tenant", List.of("id"), "id", "name")
          .table("public.orders", List.of("tenant", "id"), "tenant", "id", "name")
          .table("public.rate", List.of("code"), "code", "v")
          .table("public.note", List.of("id"), "id", "name")
          .table("public.currency", List.of("code"), "code", "v")
          .table("public.price", List.of("tenant", "id"), "tenant", "id", "code");

  @AfterEach
  void stop() {
    citus.close();
  }

  @Test
  void allKindsOfTablesChangeInOneTransaction() {
    sink.given(TABLES);
    sink.deliverAndAwait(
        source,
        source
            .begin(1)
            .insert("public.note", "1", "local")
            .insert("public.tenant", "1", "a")
            .insert("public.orders", "1", "1", "x")
            .insert("public.orders", "2", "1", "y")
            .insert("public.rate", "EUR", "1")
            .commit());
    sink.deliverAndAwait(
        source,
        source
            .begin(2)
            .update("public.orders", "2", "1", "z")
            .update("public.rate", "EUR", "2")
            .delete("public.note", "1", "local")
            .delete("public.tenant", "1", "a")
            .commit());
    assertThat(sink.query("select * from orders order by 1")).containsExactly("1|1|x", "2|1|z");
    assertThat(sink.query("select * from rate")).containsExactly("EUR|2");
    assertThat(sink.query("select * from note union all select * from tenant")).isEmpty();
  }

  @Test
  void progressLiesOnEveryNodeSoThatEachCommitHasTwoPhases() {
    sink.given(TABLES);
    sink.deliverAndAwait(source, source.begin(1).insert("public.note", "1", "local").commit());
    String transactions = "select count(*) from pg_dist_transaction";
    String distinct =
        "select count(distinct split_part(gid, '_', 4)) from pg_dist_transaction where gid like 'citus\\_0\\_%'";
    assertThat(
            sink.query(
                "select count(*) from pg_dist_partition where logicalrelid::text like 'weft.%' and repmodel = 't'"))
        .containsExactly("4");
    int before = Integer.parseInt(sink.query(distinct).get(0));
    for (int i = 2; i <= 6; i++) {
      sink.deliverAndAwait(
          source, source.begin(i).insert("public.tenant", "" + i, "one shard").commit());
    }
    assertThat(Integer.parseInt(sink.query(distinct).get(0))).isEqualTo(before + 5);
    assertThat(Integer.parseInt(sink.query(transactions).get(0))).isGreaterThanOrEqualTo(10);
    for (var worker : citus.workers()) {
      assertThat(CitusTarget.query(worker, "select revision from weft.progress"))
          .containsExactly("6");
    }
  }

  @Test
  void progressOfAnEarlierVersionIsMovedToEveryNodeAndGoesOn() {
    sink.given(TABLES)
        .given(
            """
            create schema weft;
            create table weft.progress (
              pipeline text primary key, epoch bigint not null, revision bigint not null,
              commit_lsn pg_lsn not null, snapshot_lsn pg_lsn not null,
              snapshot_complete boolean not null, applied_at timestamptz not null default now());
            create table weft.progress_offset (
              pipeline text, topic text, partition int, next_offset bigint not null,
              primary key (pipeline, topic, partition));
            create table weft.progress_table (
              pipeline text, schema_name text, table_name text, snapshot_rows bigint not null,
              primary key (pipeline, schema_name, table_name));
            create table weft.copy_table (
              pipeline text, schema_name text, table_name text, copy_lsn pg_lsn not null,
              chunks int not null, chunks_done int not null, rows bigint not null,
              bytes bigint not null, rows_estimated bigint not null,
              bytes_estimated bigint not null, chunks_ended int not null,
              records_missing bigint not null, primary key (pipeline, schema_name, table_name));
            insert into weft.progress values ('test', 7, 40, '0/10', '0/0', false)""");
    sink.deliverAndAwait(source, source.begin(1).insert("public.tenant", "1", "a").commit());
    assertThat(sink.query("select epoch, revision from weft.progress")).containsExactly("8|41");
    assertThat(CitusTarget.query(citus.workers().get(0), "select revision from weft.progress"))
        .containsExactly("41");
  }

  @Test
  void streamWaitsForTheCopyOfItsTablesAndGoesOnBehindIt() {
    sink.given(TABLES).with("wait.for.copy", "true");
    String from = TestPostgres.createDatabase("citus_source");
    TestPostgres.execute(
        from,
        """
        create table tenant(id int primary key, name text);
        create table rate(code text primary key, v text);
        insert into tenant select i, 'copied' from generate_series(1, 1000) i;
        insert into rate values ('EUR', 'copied')""");
    CopyTopics topics = new CopyTopics(from);
    sink.deliver(
        source
            .begin(1)
            .update("public.tenant", "7", "changed")
            .update("public.rate", "EUR", "changed")
            .delete("public.tenant", "8", null)
            .commit());
    topics.copyOf("tenant", "0/1").chunks(4).partitions(2).write();
    topics.copyOf("rate", "0/1").write();
    try (CopyWorker worker = new CopyWorker(topics, sink.ofCopy(), topics.partitions())) {
      worker.drain();
      sink.awaitCommit(source.lastCommit());
    }
    assertThat(sink.query("select v from rate")).containsExactly("changed");
    assertThat(sink.query("select name, count(*) from tenant group by 1 order by 1"))
        .containsExactly("changed|1", "copied|998");
    assertThat(sink.query("select chunks_done = chunks from weft.copy_table order by table_name"))
        .containsExactly("t", "t");
  }

  /** The copy's last commit, of which the worker that holds a row has not heard. */
  @Test
  void copyThatIsInDoubtOnAWorkerIsNotTakenForComplete() {
    sink.given(TABLES).with("wait.for.copy", "true");
    sink.deliver(source.begin(1).update("public.tenant", "7", "changed").commit());
    SinkFixture.await(
        () -> {
          sink.sink().put(List.of());
          return sink.metric("copies-awaited").intValue() == 1;
        });
    citus.prepare("tenant", 7, "(7, 'copied')");
    citus.commitPrepared("tenant", 7);
    sink.given(
        """
        insert into weft.copy_table values ('test', 'public', 'tenant', '0/1', 1, 1, 1, 1, 1, 1, 1, 0)""");
    sink.awaitCommit(source.lastCommit());
    assertThat(sink.query("select * from tenant")).containsExactly("7|changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parallel", "sequential"})
  void anyOrderOfTablesIsAppliedWhateverTheModeOfMultiShardChanges(String mode) {
    sink.given(TABLES)
        .given(REFERENCED)
        .given(
            "alter database "
                + citus.uri.database()
                + " set citus.multi_shard_modify_mode = "
                + mode);
    Random random = new Random(7);
    for (int i = 1; i <= 12; i++) {
      TestRecords.Transaction transaction = source.begin(i);
      for (int change = 0; change < 12; change++) {
        String key = i + "0" + change;
        switch (random.nextInt(5)) {
          case 0 -> transaction.insert("public.currency", "C" + key, "1");
          case 1 ->
              transaction
                  .insert("public.currency", "C" + key, "1")
                  .insert("public.price", key, "1", "C" + key)
                  .insert("public.price", key, "2", "C" + key);
          case 2 ->
              transaction
                  .insert("public.currency", "C" + key, "1")
                  .insert("public.price", key, "1", "C" + key)
                  .update("public.currency", "C" + key, "2")
                  .update("public.price", key, "1", null)
                  .delete("public.currency", "C" + key, "2");
          case 3 -> transaction.insert("public.tenant", key, "t").insert("public.rate", key, "r");
          default -> transaction.insert("public.note", key, "n");
        }
      }
      // What is there already: deletes of distributed rows come before those of reference tables.
      if (i % 3 == 0) {
        transaction.truncate("public.price").truncate("public.currency");
      }
      sink.deliverAndAwait(source, transaction.commit());
    }
    assertThat(sink.query("select count(*) from note")).isNotEqualTo(List.of("0"));
    assertThat(
            sink.query(
                "select count(*) from price p left join currency c using (code) where p.code is not null and c.code is null"))
        .containsExactly("0");
  }

  @Test
  void changesOfADistributedTableAndAReferencedTableGoIntoOneTransactionInSourceOrder() {
    sink.given(REFERENCED);
    TestRecords.Transaction first = source.begin(1).insert("public.currency", "EUR", "1");
    for (int i = 0; i < 40; i++) {
      first.insert("public.price", "" + i, "1", "EUR");
    }
    sink.deliverAndAwait(source, first.commit());
    TestRecords.Transaction second = source.begin(2);
    for (int i = 0; i < 40; i++) {
      second.delete("public.price", "" + i, "1", "EUR");
    }
    second.delete("public.currency", "EUR", "1").insert("public.currency", "USD", "1");
    sink.deliverAndAwait(source, second.commit());
    // In source order, since two rows swap the value of a key.
    TestRecords.Transaction third = source.begin(3);
    for (int i = 0; i < 40; i++) {
      third.insert("public.price", "" + i, "1", "USD");
    }
    third.changeKey("public.currency", List.of("USD", "1"), List.of("CHF", "1"));
    for (int i = 0; i < 40; i++) {
      third.update("public.price", "" + i, "1", "CHF");
    }
    sink.deliverAndAwait(source, third.commit());
    assertThat(sink.query("select distinct code from price")).containsExactly("CHF");
    assertThat(sink.query("select code from currency")).containsExactly("CHF");
  }
}
