package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestCopySink;
import io.weft.it.pipeline.TestPipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * More rows than fit into the heap, through two tasks of the source and two of the sink, one after
 * the other in a JVM with 256 MiB. The sink's is killed in between, while it writes to a table
 * without a key.
 */
class CopyInASmallHeapIT {

  private static final int ROWS = 300_000;
  private static final int[] KILLED_AT = {1, 20_000, 40_000};

  private static final String SCHEMA =
      "CREATE TABLE line (n int, v text); ALTER TABLE line REPLICA IDENTITY FULL; ALTER TABLE line ALTER v SET STORAGE PLAIN";
  private static final String CONTENT =
      "SELECT count(*) || ' ' || count(DISTINCT n) || ' ' || sum(hashtext(v)::bigint) FROM line";

  @Test
  void rowsBeyondTheHeapArriveOnceThoughTheSinkIsKilled() throws SQLException {
    Database source = Server.shared().createDatabase("small_source");
    Database target = Server.shared().createDatabase("small_target");
    source.execute(SCHEMA);
    target.execute(SCHEMA);
    source.execute(
        "INSERT INTO line SELECT i, repeat(md5(i::text), 32) FROM generate_series(1, %d) i"
            .formatted(ROWS));
    try (ProcessCluster worker =
            ProcessCluster.workerBeside(SharedCluster.get(), "small-heap", List.of("-Xmx256m"));
        TestPipeline pipeline = TestPipeline.of(worker, source)) {
      // uncompressed, as rows that do not compress would be
      pipeline.startCopy(Map.of("tasks.max", "2", "producer.override.compression.type", "none"));
      pipeline.awaitCopyRead();
      pipeline.stopCopy();
      try (TestCopySink sink =
          TestCopySink.of(worker, pipeline.name(), target).with("tasks.max", "2").start()) {
        for (int rows : KILLED_AT) {
          sink.awaitRows(rows);
          worker.killWorker();
          worker.startWorker();
        }
        sink.awaitRows(KILLED_AT[KILLED_AT.length - 1] + 1);
        hold(target);
        sink.awaitComplete(1);
      }
      assertThat(worker.worker().isAlive()).isTrue();
    }
    assertThat(target.value(CONTENT)).isEqualTo(source.value(CONTENT));
  }

  /** Has the target take no rows for a while, in which a reader without a bound reads all. */
  private static void hold(Database target) throws SQLException {
    try (Connection connection = target.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE line IN SHARE MODE");
      TimeUnit.SECONDS.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
