package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bulk copy into tables that are more than PostgreSQL's own. */
class CopyIntoExtensionsTest {

  private static final String FILL =
      """
      insert into reading select i %% 20, '2024-01-01Z'::timestamptz + i * interval '1 hour', i / 7.0
      from generate_series(%d, 5000) i""";
  private static final String READINGS =
      "create table reading(device int not null, at timestamptz not null, value float8)";
  private static final String CONTENT =
      "select count(*) || ' ' || sum(device) || ' ' || max(at at time zone 'UTC') || ' ' || sum(value)::numeric(20, 6) from reading";

  @Test
  void hypertableIsFilledAndFilledAnew() throws SQLException {
    String variable = "WEFT_TIMESCALEDB_URL";
    String url = System.getenv(variable);
    assumeTrue(url != null && !url.isBlank(), variable + " is not set");
    PostgresUri server = PostgresUri.parse(url);
    String name = "weft_copy_" + ProcessHandle.current().pid();
    execute(server, "create database " + name);
    PostgresUri target =
        new PostgresUri(
            server.hosts(), name, server.user(), server.password(), server.parameters());
    try {
      execute(target, "create extension if not exists timescaledb");
      execute(target, READINGS);
      execute(target, "select create_hypertable('reading', 'at')");
      fillsAndFillsAnew(target);
    } finally {
      execute(server, "drop database " + name + " with (force)");
    }
  }

  @Test
  void distributedTableIsFilledAndFilledAnew() throws SQLException {
    try (CitusTarget citus = CitusTarget.create()) {
      execute(citus.uri, READINGS);
      execute(citus.uri, "select create_distributed_table('reading', 'device')");
      fillsAndFillsAnew(citus.uri);
    }
  }

  @Test
  @Timeout(60)
  void tasksThatFillTablesOfACitusClusterDoNotWaitForEachOther() throws SQLException {
    try (CitusTarget citus = CitusTarget.create()) {
      execute(citus.uri, READINGS);
      execute(citus.uri, "select create_distributed_table('reading', 'device')");
      String source = filledSource();
      CopyTopics topics = new CopyTopics(source);
      topics.copyOf("reading", "0/100").chunks(8).partitions(4).write();
      SinkConfig config = config(citus.uri);
      copy(topics, config, topics.partitions().subList(0, 1));
      try (Connection other = citus.uri.connect();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("set citus.all_modifications_commutative = on");
        // As a task that is still writing its rows.
        assertThat(
                statement.executeUpdate(
                    "update weft.progress_offset set next_offset = next_offset"))
            .isPositive();
        copy(topics, config, topics.partitions().subList(1, topics.partitions().size()));
        other.rollback();
      }
      assertThat(query(citus.uri)).isEqualTo(TestPostgres.query(source, CONTENT).get(0));
    }
  }

  @Test
  void nullWhereATableOfCitusIsDistributedIsToldWithTheNextStep() throws SQLException {
    try (CitusTarget citus = CitusTarget.create()) {
      String log = "create table log(device int, line text)";
      execute(citus.uri, log);
      execute(citus.uri, "select create_distributed_table('log', 'device')");
      String source = TestPostgres.createDatabase("copy_source");
      TestPostgres.execute(source, log + "; insert into log values (null, 'secret')");
      CopyTopics topics = new CopyTopics(source);
      topics.copyOf("log", "0/100").chunks(1).partitions(1).write();
      assertThatThrownBy(() -> copy(topics, citus.uri))
          .hasMessageContaining("public.log")
          .hasMessageContaining("make it a reference table")
          .hasMessageNotContaining("secret");
    }
  }

  private static String filledSource() {
    String source = TestPostgres.createDatabase("copy_source");
    TestPostgres.execute(source, READINGS);
    TestPostgres.execute(source, FILL.formatted(1));
    return source;
  }

  private static void fillsAndFillsAnew(PostgresUri target) throws SQLException {
    String source = filledSource();
    CopyTopics topics = new CopyTopics(source);
    topics.copyOf("reading", "0/100").chunks(4).partitions(2).write();
    copy(topics, target);
    assertThat(query(target)).isEqualTo(TestPostgres.query(source, CONTENT).get(0));

    TestPostgres.execute(source, "delete from reading where device = 3");
    topics.copyOf("reading", "0/200").binary().chunks(3).partitions(2).write();
    copy(topics, target);
    assertThat(query(target)).isEqualTo(TestPostgres.query(source, CONTENT).get(0));
  }

  private static void copy(CopyTopics topics, PostgresUri target) {
    copy(topics, config(target), topics.partitions());
  }

  private static SinkConfig config(PostgresUri target) {
    return new SinkConfig(
        Map.of(
            "name", "test",
            "mode", "copy",
            "topics.regex", "shop[.]copy[.].*",
            "topic.prefix", "shop",
            "connection.url", target.jdbcUrl(),
            "connection.user", target.user(),
            "retry.backoff.ms", "50"));
  }

  private static void copy(CopyTopics topics, SinkConfig config, List<TopicPartition> partitions) {
    List<CopyWorker> workers = new ArrayList<>();
    partitions.forEach(
        partition -> workers.add(new CopyWorker(topics, config, List.of(partition))));
    try {
      CopyWorker.drainAll(workers);
    } finally {
      workers.forEach(CopyWorker::close);
    }
  }

  private static void execute(PostgresUri database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(PostgresUri database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(CONTENT)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
