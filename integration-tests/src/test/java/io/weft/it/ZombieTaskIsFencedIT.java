package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.load.Ledger;
import io.weft.it.load.Writers;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of two tasks that believe to serve the same pipeline, one writes. */
class ZombieTaskIsFencedIT {

  @Test
  void olderOfTwoTasksStopsAndSaysWhy() throws InterruptedException {
    Database source = Server.shared().createDatabase("fence_source");
    Database target = Server.shared().createDatabase("fence_target");
    Ledger.create(source);
    Ledger.createTables(target);
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource();
        Writers writers = Writers.start(source, 2, 20)) {
      TestSink older = pipeline.startSink(target);
      older.awaitCopied();
      TestSink newer =
          pipeline.newSink(SharedCluster.get(), target, Map.of("pipeline", older.name()));
      newer.launch();
      assertThat(older.awaitFailure()).contains(older.name()).containsIgnoringCase("taken over");
      older.stop();
      Thread.sleep(1_000);
      writers.stop();
      newer.awaitCaughtUp();
      Tables.assertIdentical(source, target);
    }
  }

  @Test
  void workerThatWakesUpAfterAnotherTookOverDoesNoHarm() throws InterruptedException {
    Database source = Server.shared().createDatabase("zombie_source");
    Database target = Server.shared().createDatabase("zombie_target");
    Ledger.create(source);
    Ledger.createTables(target);
    try (ProcessCluster cluster = ProcessCluster.start("zombie", ProcessCluster.Options.PLAIN);
        TestPipeline pipeline = TestPipeline.of(cluster, source).startSource();
        Writers writers = Writers.start(source, 2, 20)) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      try (ProcessCluster.Frozen zombie = cluster.freezeWorker()) {
        cluster.startWorker();
        Thread.sleep(15_000);
        zombie.wake();
        Thread.sleep(5_000);
        writers.stop();
        sink.awaitCaughtUp(Duration.ofSeconds(150));
        Tables.assertIdentical(source, target);
      }
    }
  }
}
