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

/** While the target is away, changes wait in Kafka, not in the source's log. */
class TargetDownForAMinuteIT {

  private static final long MEBIBYTE = 1 << 20;

  @Test
  void sourceLogDoesNotGrowAndNothingIsLost() throws InterruptedException {
    Database source = Server.shared().createDatabase("down_source");
    Ledger.create(source);
    try (RestartableServer targetServer = RestartableServer.start("down-target");
        TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
      Database target = targetServer.server().createDatabase("down_target");
      Ledger.createTables(target);
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      Writers writers = Writers.start(source, 2, 10);

      targetServer.stop();
      long confirmedBefore = pipeline.confirmedBytes();
      Thread.sleep(60_000);
      long written = writtenBytes(source) - confirmedBefore;
      long retained = writtenBytes(source) - pipeline.confirmedBytes();
      targetServer.start();

      writers.stop();
      System.err.printf(
          "TargetDownForAMinuteIT: the source wrote %,d bytes of log meanwhile, its slot holds back %,d%n",
          written, retained);
      assertThat(written).isGreaterThan(4 * MEBIBYTE);
      assertThat(retained).isLessThan(written / 4);
      sink.awaitCaughtUp(Duration.ofMinutes(2));
      Tables.assertIdentical(source, target);
    }
  }

  private static long writtenBytes(Database source) {
    return source.number("SELECT pg_current_wal_lsn() - '0/0'");
  }
}
