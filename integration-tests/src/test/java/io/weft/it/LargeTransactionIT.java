package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.GcLog;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.Server;
import io.weft.it.env.TestFiles;
import io.weft.it.load.Reader;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A transaction of a million rows, through a sink whose whole JVM, Connect included, has a heap of
 * 256 MiB.
 */
class LargeTransactionIT {

  private static final int ROWS = 1_000_000;
  private static final int HEAP_MIB = 256;
  private static final Duration TIMEOUT = Duration.ofMinutes(6);

  private static final String SCHEMA =
      """
      CREATE TABLE fact (id int PRIMARY KEY, tenant int NOT NULL, v numeric, note text);
      CREATE TABLE total (id int PRIMARY KEY, n bigint NOT NULL);
      """;

  @Test
  void millionRowTransactionIsAppliedWholeInABoundedHeap() {
    Database source = Server.shared().createDatabase("large_source");
    Database target = Server.shared().createDatabase("large_target");
    source.execute(SCHEMA);
    target.execute(SCHEMA);
    source.execute("INSERT INTO total VALUES (1, 0)");
    Path gcLog = TestFiles.logs().resolve("large-transaction-gc.log");
    try (ProcessCluster cluster = ProcessCluster.start("large", ProcessCluster.Options.PLAIN);
        ProcessCluster sinkWorker =
            cluster.withAnotherGroup(
                "large-sink", List.of("-Xmx" + HEAP_MIB + "m", "-Xlog:gc:file=" + gcLog));
        TestPipeline pipeline = TestPipeline.of(cluster, source).startSource()) {
      TestSink sink = pipeline.startSinkOn(sinkWorker, target);
      sink.awaitCopied();
      try (Reader reader =
          Reader.start(
              target,
              database ->
                  database.column(
                      "SELECT 'half a transaction' WHERE (SELECT n FROM total) <> (SELECT count(*) FROM fact)"))) {
        source.execute(
            "INSERT INTO fact SELECT i, i % 100, i / 7.0, 'note ' || i FROM generate_series(1, "
                + ROWS
                + ") i; UPDATE total SET n = "
                + ROWS);
        sink.awaitCaughtUp(TIMEOUT);
        assertThat(reader.findings()).isEqualTo(List.of());
      }
      assertThat(sinkWorker.worker().isAlive()).isTrue();
      System.err.printf(
          "LargeTransactionIT: %,d rows in one transaction; the sink's JVM, heap %d MiB, held at most %d MiB after a collection%n",
          ROWS, HEAP_MIB, GcLog.read(gcLog).peakAfterCollectionMib());
      Tables.assertIdentical(source, target);
    }
  }
}
