package io.weft.sink;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.testing.TestCitus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of the Citus cluster that the environment names, and a sink that writes into it. */
final class CitusTarget implements AutoCloseable {

  private static final AtomicInteger NEXT = new AtomicInteger();

  final PostgresUri uri;
  final SinkFixture sink;

  /** A transaction of the coordinator that only {@link #prepare} makes; servers know it once. */
  final String gid;

  private final PostgresUri coordinator;

  private CitusTarget(PostgresUri coordinator) {
    this.coordinator = coordinator;
    long process = ProcessHandle.current().pid();
    int number = NEXT.incrementAndGet();
    String name = "weft_sink_" + process + "_" + number;
    gid = "citus_0_" + process + "_" + number + "_1";
    uri = TestCitus.createDatabase(coordinator, name);
    sink = SinkFixture.on(uri);
  }

  /** Makes one; skips the test if the environment names no cluster. */
  static CitusTarget create() {
    assumeTrue(
        TestCitus.coordinator().isPresent(), "no Citus: " + TestCitus.VARIABLE + " is not set");
    return new CitusTarget(TestCitus.coordinator().orElseThrow());
  }

  /** The same database on the workers; skips the test if there are fewer than two. */
  List<PostgresUri> workers() {
    List<PostgresUri> nodes = TestCitus.nodes(uri);
    assumeTrue(nodes.size() > 2, "the Citus cluster has fewer than two workers");
    return nodes.subList(1, nodes.size());
  }

  /** The same database on all nodes, the coordinator first. */
  List<PostgresUri> nodes() {
    return TestCitus.nodes(uri);
  }

  /** The first column of a query's rows, asked of one node. */
  static List<String> query(PostgresUri node, String sql) {
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException("Failed on " + node + ": " + sql, e);
    }
  }

  /** Notes that the coordinator committed what is prepared, as Citus does. */
  void commitPrepared(String table, int placed) {
    sink.given(
        """
        insert into pg_dist_transaction (groupid, gid)
        select p.groupid, '%s' from pg_dist_placement p
        where p.shardid = get_shard_id_for_distribution_column('%s', %d)"""
            .formatted(gid, table, placed));
  }

  /** Runs statements on one node, and that alone, each in a transaction of its own. */
  static void execute(PostgresUri node, String... statements) {
    try (Connection connection = node.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set citus.enable_ddl_propagation = off");
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Failed on " + node, e);
    }
  }

  /**
   * Leaves an insert prepared on the worker that holds a row's shard, as Citus would, by the name
   * {@link #gid}.
   *
   * @param placed the row's distribution value
   */
  void prepare(String table, int placed, String row) {
    prepare(table, placed, row, "none");
  }

  /** The same, by a role. */
  void prepare(String table, int placed, String row, String role) {
    for (PostgresUri worker : workers()) {
      String id =
          query(
                  worker,
                  "select get_shard_id_for_distribution_column('%s', %d)".formatted(table, placed))
              .get(0);
      String shard = table + "_" + id;
      if (!query(worker, "select to_regclass('" + shard + "')").contains(null)) {
        execute(
            worker,
            "set role " + role,
            "begin",
            "insert into " + shard + " values " + row,
            "prepare transaction '" + gid + "'");
      }
    }
  }

  @Override
  public void close() {
    sink.close();
    TestCitus.dropDatabase(coordinator, uri.database());
  }
}
