package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a server of its own, with settings that would damage values if the sessions took them. */
class SourceRestartTest {

  @TempDir private Path data;

  @Test
  void captureGoesOnByItselfWhenTheSourceIsBack() throws IOException, SQLException {
    EmbeddedPostgres server = start(0);
    int port = server.getPort();
    execute(
        server, "create table t (id int primary key, i interval, b bytea, r timestamptz, d date)");
    execute(server, insert(1));
    try (FakeWorker worker = new FakeWorker(settings(port)).start()) {
      execute(server, insert(2));
      worker.pollUntil(record -> CaptureTest.id(record) == 2);
      server.close();
      for (int i = 0; i < 5; i++) {
        worker.poll();
      }
      assertThat(worker.obstacle()).contains("The source is away");
      server = start(port);
      execute(server, insert(3));
      worker.pollUntil(record -> CaptureTest.id(record) == 3);
      assertThat(worker.obstacle()).isEmpty();

      assertThat(
              worker.committed().stream().filter(Records::isChange).map(CaptureTest::id).toList())
          .containsExactly(1, 2, 3);
      assertThat(worker.committed().stream().filter(Records::isChange).map(Records::after))
          .allSatisfy(
              after -> {
                assertThat(after.getString("i")).isEqualTo("1 year 2 mons -3 days");
                assertThat(after.getBytes("b")).containsExactly(0, 255);
                assertThat(after.getString("r")).isEqualTo("2024-02-29T12:00:00Z");
                assertThat(after.getInt32("d")).isEqualTo(19782);
              });
      CaptureTest.assertChained(worker.committed());
    } finally {
      server.close();
    }
  }

  @Test
  void copyGoesOnByItselfWhenTheSourceIsBack() throws IOException, SQLException {
    EmbeddedPostgres server = start(0);
    int port = server.getPort();
    execute(
        server,
        "create table t (id int primary key, d date, i interval, b bytea, n float8, v text);"
            + "insert into t select i, '2024-02-29', '1 year 2 mons -3 days', '\\x00ff', 0.1::float8 + 0.2, repeat('x', 200)"
            + " from generate_series(1, 5000) i");
    Map<String, String> settings = settings(port);
    settings.put("tasks.max", "2");
    settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    settings.put("copy.chunk.bytes", "65536");
    settings.put("copy.record.bytes", "8192");
    settings.put("copy.rate.limit", "1000000");
    try (FakeCopyWorker worker = new FakeCopyWorker(settings).start()) {
      worker.pollUntil(() -> worker.kafkaTransactions().size() > 2);
      server.close();
      worker.pollUntil(() -> worker.obstacles().contains("The source is away"));
      server = start(port);
      execute(server, "delete from t where id > 4000");
      worker.pollUntil(() -> worker.copy().rows("public.t").size() == 4000);
      worker.pollUntilCopied("public.t");
      assertThat(worker.copy().rows("public.t"))
          .hasSize(4000)
          .doesNotHaveDuplicates()
          .allMatch(
              row ->
                  row.contains(
                      "\t2024-02-29\t1 year 2 mons -3 days\t\\\\x00ff\t0.30000000000000004\txx"));
    } finally {
      server.close();
    }
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data.resolve("pg"))
            .setCleanDataDirectory(false)
            .setServerConfig("wal_level", "logical")
            .setServerConfig("intervalstyle", "sql_standard")
            .setServerConfig("bytea_output", "escape")
            .setServerConfig("datestyle", "'German, DMY'")
            .setServerConfig("timezone", "'Asia/Kolkata'")
            .setServerConfig("idle_in_transaction_session_timeout", "1")
            .setServerConfig("extra_float_digits", "-5");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private static String insert(int id) {
    return "insert into t values (%d, '1 year 2 mons -3 days', '\\x00ff', '2024-02-29 12:00:00+00', '2024-02-29')"
        .formatted(id);
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Map<String, String> settings(int port) {
    return new HashMap<>(
        Map.of(
            "connector.class", PostgresSourceConnector.class.getName(),
            "database.hostname", "localhost",
            "database.port", Integer.toString(port),
            "database.user", "postgres",
            "database.password", "not asked for",
            "database.dbname", "postgres",
            "topic.prefix", "restart",
            "exactly.once.support", "required",
            "transaction.boundary", "connector",
            "retry.backoff.ms", "200"));
  }
}
