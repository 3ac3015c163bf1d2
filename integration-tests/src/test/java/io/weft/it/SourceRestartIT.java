package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.RestartableServer;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.load.Ledger;
import io.weft.it.load.Writers;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The source goes down, in order and by a kill, and the pipeline goes on from its slot. */
class SourceRestartIT {

  @Test
  void pipelineGoesOnWhereItWas() throws InterruptedException {
    Database target = Server.shared().createDatabase("restart_target");
    Ledger.createTables(target);
    try (RestartableServer sourceServer = RestartableServer.start("restart-source")) {
      Database source = sourceServer.server().createDatabase("restart_source");
      Ledger.create(source);
      TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource();
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      Writers writers = Writers.start(source, 2, 20);

      Thread.sleep(2_000);
      sourceServer.stop();
      Thread.sleep(3_000);
      sourceServer.start();
      Thread.sleep(2_000);
      sink.awaitCaughtUp(Duration.ofMinutes(2));
      sourceServer.kill();
      sourceServer.start();
      Thread.sleep(2_000);

      writers.stop();
      sink.awaitCaughtUp(Duration.ofMinutes(2));
      assertThat(writers.committed()).isGreaterThan(100);
      Tables.assertIdentical(source, target);
      pipeline.close();
    }
  }
}
