package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.Server;
import io.weft.it.load.Ledger;
import io.weft.it.load.Writers;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.postgres.Lsn;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The worker dies while the tables are copied: the copy begins anew, and leaves no row twice. */
class InterruptedCopyIT {

  @Test
  void copyBeginsAnewAfterAKill() {
    Database source = Server.shared().createDatabase("copy_source");
    Database target = Server.shared().createDatabase("copy_target");
    String schema =
        "CREATE TABLE big (id int PRIMARY KEY, v text); CREATE TABLE big_without_key (v text); ALTER TABLE big_without_key REPLICA IDENTITY FULL";
    Ledger.create(source);
    Ledger.createTables(target);
    source.execute(schema);
    target.execute(schema);
    source.execute(
        "INSERT INTO big SELECT i, 'row ' || i FROM generate_series(1, 150000) i;"
            + " INSERT INTO big_without_key SELECT 'line ' || i % 10 FROM generate_series(1, 100000) i");
    try (ProcessCluster cluster = ProcessCluster.start("copy", ProcessCluster.Options.PLAIN);
        Writers writers = Writers.start(source, 2, 10);
        TestPipeline pipeline = TestPipeline.of(cluster, source).startSource()) {
      TestSink sink = pipeline.startSink(target);
      for (int rows : new int[] {1_000, 30_000}) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> copied(target) > rows);
        assertThat(sink.applied()).isEqualTo(Lsn.NONE);
        cluster.killWorker();
        source.execute(
            "DELETE FROM big WHERE id % 1000 = 0; UPDATE big SET id = -id, v = 'moved' WHERE id % 1000 = 1");
        source.execute("DELETE FROM big_without_key WHERE v = 'line 3'");
        cluster.startWorker();
      }
      sink.awaitCopied();
      writers.stop();
      sink.awaitCaughtUp();
      Tables.assertIdentical(source, target);
    }
  }

  private static long copied(Database target) {
    return target.number(
        "SELECT (SELECT count(*) FROM big) + (SELECT count(*) FROM big_without_key)");
  }
}
