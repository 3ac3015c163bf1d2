package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.RestartableServer;
import io.weft.it.env.Server;
import io.weft.it.load.Ledger;
import io.weft.it.load.Writers;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code kill -9} at moments that nobody chose, while an application writes. */
class ExactlyOnceUnderKillsIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int WORKER_KILLS = 11;
  private static final int BROKER_KILLS = 2;
  private static final int TARGET_KILLS = 2;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void nothingIsLostAndNothingComesTwice() throws InterruptedException {
    System.err.println("ExactlyOnceUnderKillsIT: seed " + seed);
    Database source = Server.shared().createDatabase("kills_source");
    Ledger.create(source);
    try (RestartableServer targetServer = RestartableServer.start("kills-target");
        ProcessCluster cluster = ProcessCluster.start("kills", ProcessCluster.Options.PLAIN);
        TestPipeline pipeline =
            TestPipeline.of(cluster, source)
                .withSource("topic.creation.default.partitions", "3")
                .startSource()) {
      Database target = targetServer.server().createDatabase("kills_target");
      Ledger.createTables(target);
      TestSink sink = pipeline.startSink(target);
      try (Writers writers = Writers.start(source, 2, 20)) {
        for (int i = 0; i < WORKER_KILLS; i++) {
          awaitProgressOrNot(sink, i);
          cluster.killWorker();
          cluster.launchWorker();
        }
        cluster.awaitWorker();
        for (int i = 0; i < BROKER_KILLS; i++) {
          awaitProgressOrNot(sink, i);
          cluster.killBroker();
          pause(1_000);
          cluster.startBroker();
        }
        for (int i = 0; i < TARGET_KILLS; i++) {
          awaitProgressOrNot(sink, i);
          targetServer.kill();
          pause(2_000);
          targetServer.start();
        }
        sink.awaitProgress(TIMEOUT);
        writers.stop();
        assertThat(writers.committed()).isGreaterThan(1000);
      }
      sink.awaitCaughtUp(TIMEOUT);
      assertThat(Ledger.violations(target)).isEmpty();
      Tables.assertIdentical(source, target);
    }
  }

  /** Of four kills, three come while the pipeline is at work, one when it may not even be up. */
  private void awaitProgressOrNot(TestSink sink, int kill) throws InterruptedException {
    if (kill % 4 == 3) {
      pause(5_000);
    } else {
      sink.awaitProgress(TIMEOUT);
      pause(1_000);
    }
  }

  private void pause(int atMostMs) throws InterruptedException {
    Thread.sleep(random.nextInt(atMostMs));
  }
}
