package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.load.Ledger;
import io.weft.it.load.Reader;
import io.weft.it.load.Writers;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever reads the target sees the source as it was at some commit. */
class AtomicityIT {

  @Test
  void readerNeverSeesHalfATransaction() throws InterruptedException {
    Database source = Server.shared().createDatabase("atomic_source");
    Database target = Server.shared().createDatabase("atomic_target");
    Ledger.create(source);
    Ledger.createTables(target);
    try (TestPipeline pipeline =
            TestPipeline.of(SharedCluster.get(), source)
                .withSource("topic.creation.default.partitions", "3")
                .startSource();
        Writers writers = Writers.start(source, 4, 2)) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      try (Reader reader = Reader.start(target, Ledger::violations)) {
        Thread.sleep(8_000);
        // a backlog, which the sink applies in large batches
        sink.stop();
        Thread.sleep(5_000);
        sink.start();
        Thread.sleep(4_000);
        writers.stop();
        sink.awaitCaughtUp();
        assertThat(reader.looks()).isGreaterThan(100);
        assertThat(reader.findings()).isEqualTo(List.of());
      }
      assertThat(writers.committed()).isGreaterThan(500);
      Tables.assertIdentical(source, target);
    }
  }
}
