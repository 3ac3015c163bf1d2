package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.PostgresUri;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a sink when something happens to the nodes of its Citus cluster. */
class CitusClusterTest {

  private final CitusTarget citus = CitusTarget.create();
  private final SinkFixture sink = citus.sink;
  private final TestRecords source =
      new TestRecords()
          .table("public.item", List.of("tenant", "id"), "tenant", "id", "name")
          .table("public.rate", List.of("code"), "code", "v")
          .table("public.note", List.of("id"), "id", "name");

  @AfterEach
  void stop() {
    citus.close();
  }

  private SinkFixture withTables() {
    return sink.given(
        """
        create table item(tenant int, id int, name text, primary key (tenant, id));
        create table rate(code text primary key, v text);
        create table note(id int primary key, name text);
        select create_distributed_table('item', 'tenant', shard_count => 4);
        select create_reference_table('rate')""");
  }

  @Test
  void nodeThatIsDownIsWaitedFor() {
    withTables();
    List<PostgresUri> nodes = citus.nodes();
    citus.workers();
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "1", "a").commit());
    String port = sink.query("select nodeport from pg_dist_node where groupid = 1").get(0);
    sink.given("update pg_dist_node set nodeport = 1 where groupid = 1");
    nodes.forEach(CitusClusterTest::endSessions);
    sink.deliver(source.begin(2).insert("public.item", "1", "2", "b").commit());
    for (int tenant = 2; tenant < 20; tenant++) {
      sink.deliver(source.begin(1 + tenant).insert("public.item", "" + tenant, "1", "c").commit());
    }
    SinkFixture.await(
        () -> {
          sink.sink().put(List.of());
          return sink.metric("retries-total").longValue() > 3;
        });
    sink.given("update pg_dist_node set nodeport = " + port + " where groupid = 1");
    sink.awaitCommit(source.lastCommit());
    assertThat(sink.query("select count(*), count(distinct tenant) from item"))
        .containsExactly("20|19");
  }

  /** A crash of the coordinator behind its own commit: a worker has not heard of it. */
  @Test
  void commitThatAWorkerHasNotHeardOfIsWaitedForBeforeAnythingElse() {
    withTables();
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "1", "a").commit());
    sink.close();
    citus.prepare("item", 5, "(5, 1, 'in doubt')");
    source.begin(2).insert("public.item", "5", "1", "in doubt").commit();
    citus.commitPrepared("item", 5);
    sink.given(
        "update weft.progress set revision = revision + 1, commit_lsn = '0/0'::pg_lsn + %d::numeric;"
                .formatted(source.lastCommit())
            + "update weft.progress_offset set next_offset = next_offset + 1");
    sink.start().context.sought.clear();
    sink.deliverAndAwait(source, source.begin(3).update("public.item", "5", "1", "seen").commit());
    assertThat(sink.query("select * from item order by 1")).containsExactly("1|1|a", "5|1|seen");
  }

  /** A crash of the coordinator before its own commit: a worker waits to hear of it. */
  @Test
  void transactionThatTheCoordinatorNeverCommittedIsAppliedAgainAndOnce() {
    withTables();
    sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "1", "a").commit());
    sink.close();
    citus.prepare("item", 5, "(5, 1, 'in doubt')");
    sink.start().context.sought.clear();
    sink.deliverAndAwait(source, source.begin(2).insert("public.item", "5", "1", "again").commit());
    assertThat(sink.query("select * from item order by 1")).containsExactly("1|1|a", "5|1|again");
  }

  @Test
  void roleThatMayNotResolveTransactionsSaysWhatItWaitsFor() {
    withTables();
    List<PostgresUri> workers = citus.workers();
    String role = "weft_role_" + ProcessHandle.current().pid();
    sink.given("create role " + role + " login");
    try {
      for (PostgresUri node : citus.nodes()) {
        CitusTarget.execute(
            node, "grant create on database " + citus.uri.database() + " to " + role);
      }
      sink.given("grant all on item, rate, note to " + role);
      // On the coordinator alone: the workers would refuse it.
      sink.given("grant set on parameter session_replication_role to " + role);
      sink.with("connection.user", role)
          .with("connection.url", citus.uri.jdbcUrl())
          .with("retry.timeout.ms", "3000");
      sink.deliverAndAwait(source, source.begin(1).insert("public.item", "1", "1", "a").commit());
      sink.close();
      citus.prepare("item", 5, "(5, 1, 'in doubt')", role);
      sink.start();
      assertThat(sink.awaitFailure())
          .contains(
              "in doubt",
              citus.gid,
              "citus.recover_2pc_interval",
              "GRANT EXECUTE ON FUNCTION recover_prepared_transactions()");
      for (PostgresUri worker : workers) {
        CitusTarget.query(worker, "select gid from pg_prepared_xacts").stream()
            .filter(citus.gid::equals)
            .forEach(gid -> CitusTarget.execute(worker, "rollback prepared '" + gid + "'"));
      }
      sink.start().context.sought.clear();
      sink.deliverAndAwait(source, source.begin(2).insert("public.item", "5", "1", "b").commit());
      assertThat(sink.query("select count(*) from item")).containsExactly("2");
    } finally {
      sink.close();
      sink.given("drop owned by " + role + " cascade");
      for (PostgresUri worker : workers) {
        CitusTarget.execute(worker, "drop owned by " + role + " cascade");
      }
      sink.given("drop role " + role);
    }
  }

  @Test
  void sessionsThatAreEndedOnAnyNodeLoseNothingAndDoubleNothing() {
    withTables();
    List<PostgresUri> nodes = citus.nodes();
    Random random = new Random(3);
    for (int i = 1; i <= 150; i++) {
      TestRecords.Transaction transaction =
          source.begin(i).insert("public.item", "" + i % 20, "" + i, "a");
      if (i > 1) {
        transaction
            .update("public.item", "" + (i - 1) % 20, "" + (i - 1), "b")
            .update("public.rate", "EUR", "" + i)
            .update("public.note", "1", "" + i);
      } else {
        transaction.insert("public.rate", "EUR", "1").insert("public.note", "1", "1");
      }
      if (i > 2) {
        transaction.delete("public.item", "" + (i - 2) % 20, "" + (i - 2), "b");
      }
      sink.deliver(transaction.commit());
      if (i % 10 == 0) {
        endSessions(nodes.get(random.nextInt(nodes.size())));
      }
    }
    sink.awaitCommit(source.lastCommit());
    assertThat(sink.query("select * from item order by id")).containsExactly("9|149|b", "10|150|a");
    assertThat(sink.query("select v from rate")).containsExactly("150");
    assertThat(sink.query("select name from note")).containsExactly("150");
    for (PostgresUri node : citus.workers()) {
      assertThat(CitusTarget.query(node, "select v from rate")).containsExactly("150");
    }
    assertThat(sink.metric("retries-total").longValue()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"block_writes", "force_logical"})
  void shardsThatMoveWhileTheirRowsChangeLoseNothing(String mode) throws Exception {
    withTables();
    citus.workers();
    AtomicBoolean done = new AtomicBoolean();
    Throwable[] failure = new Throwable[1];
    Thread mover =
        new Thread(
            () -> {
              try {
                for (int move = 0; move < 6; move++) {
                  CitusTarget.query(citus.uri, move(mode));
                }
              } catch (RuntimeException e) {
                failure[0] = e;
              } finally {
                done.set(true);
              }
            });
    mover.start();
    int i = 0;
    while (!done.get() || i < 50) {
      i++;
      TestRecords.Transaction transaction = source.begin(i);
      for (int tenant = 0; tenant < 8; tenant++) {
        transaction.insert("public.item", "" + tenant, "" + i, "a");
        if (i > 1) {
          transaction.update("public.item", "" + tenant, "" + (i - 1), "b");
        }
      }
      sink.deliverAndAwait(source, transaction.commit());
    }
    mover.join();
    assertThat(failure[0]).isNull();
    assertThat(sink.query("select name, count(*) from item group by 1 order by 1"))
        .containsExactly("a|8", "b|" + 8 * (i - 1));
  }

  private static String move(String mode) {
    return """
        select citus_move_shard_placement(s.shardid, f.nodename, f.nodeport, t.nodename, t.nodeport, '%s')
        from pg_dist_shard s
        join pg_dist_placement p using (shardid)
        join pg_dist_node f using (groupid)
        join pg_dist_node t on t.groupid <> f.groupid and t.groupid <> 0
        where s.logicalrelid = 'item'::regclass order by random() limit 1"""
        .formatted(mode);
  }

  private static void endSessions(PostgresUri node) {
    CitusTarget.query(
        node,
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and (application_name like 'weft%' or application_name like 'citus_internal%')""");
  }
}
