package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.Server;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.pipeline.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A worker that delivers at least once, with Debezium's own connector: after each kill it sends
 * again what it has sent before.
 */
class DuplicatesAreSkippedIT {

  private static final String SCHEMA =
      """
      CREATE TABLE item (id int PRIMARY KEY, v text, n int NOT NULL DEFAULT 0);
      CREATE TABLE line (v text);
      ALTER TABLE line REPLICA IDENTITY FULL;
      """;

  private static final ProcessCluster.Options AT_LEAST_ONCE =
      new ProcessCluster.Options(
          List.of("-Xmx512m"),
          Map.of(
              "exactly.once.source.support", "disabled",
              // no offset is kept before the kill, so that everything comes again
              "offset.flush.interval.ms", "600000"));

  @Test
  void whatCameBeforeIsNotAppliedAgain() {
    Database source = Server.shared().createDatabase("twice_source");
    Database target = Server.shared().createDatabase("twice_target");
    source.execute(SCHEMA);
    target.execute(SCHEMA);
    try (ProcessCluster cluster = ProcessCluster.start("duplicates", AT_LEAST_ONCE);
        Topics topics = Topics.of(cluster);
        TestPipeline pipeline = stockDebezium(cluster, source)) {
      TestSink sink = pipeline.startSink(target);
      for (int round = 0; round < 3; round++) {
        change(source);
        sink.awaitCaughtUp();
        cluster.killWorker();
        source.execute("INSERT INTO line VALUES ('written while the worker was dead')");
        cluster.startWorker();
      }
      change(source);
      sink.awaitCaughtUp();

      long distinct = source.number("SELECT count(*) FROM line");
      assertThat(topics.endOfAll(pipeline.name() + ".public.line"))
          .as("records that came, of which %s are not duplicates", distinct)
          .isGreaterThan(2 * distinct);
      Tables.assertIdentical(source, target);
    }
  }

  private static void change(Database source) {
    source.execute(
        """
        INSERT INTO item SELECT m + i, 'new', 0 FROM generate_series(1, 100) i, (SELECT coalesce(max(id), 0) AS m FROM item) x;
        INSERT INTO line SELECT 'same' FROM generate_series(1, 50);
        """);
    source.execute("UPDATE item SET n = n + 1, v = NULL WHERE id % 3 = 0");
    source.execute(
        "BEGIN; DELETE FROM item WHERE id % 7 = 0; INSERT INTO line VALUES ('x'), ('x'); COMMIT");
    source.execute("UPDATE item SET id = -id WHERE id % 11 = 0");
  }

  private static TestPipeline stockDebezium(ProcessCluster cluster, Database source) {
    TestPipeline pipeline = TestPipeline.of(cluster, source);
    source.execute("CREATE PUBLICATION " + pipeline.name() + " FOR ALL TABLES");
    source.column(
        "SELECT pg_create_logical_replication_slot('" + pipeline.name() + "', 'pgoutput')");
    return pipeline
        .withoutSource("exactly.once.support")
        .withoutSource("transaction.boundary")
        .withSource("connector.class", "io.debezium.connector.postgresql.PostgresConnector")
        .withSource("plugin.name", "pgoutput")
        .withSource("snapshot.mode", "no_data")
        .withSource("provide.transaction.metadata", "true")
        .withSource("skipped.operations", "none")
        .withSource("tombstones.on.delete", "false")
        .withSource("poll.interval.ms", "20")
        .startSource();
  }
}
