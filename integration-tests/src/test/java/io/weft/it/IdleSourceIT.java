package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A database in which nothing happens, on a server where much does, does not hold its log back. */
class IdleSourceIT {

  @Test
  void slotMovesOnWithoutChanges() {
    Database source = Server.shared().createDatabase("idle_source");
    Database target = Server.shared().createDatabase("idle_target");
    Database busy = Server.shared().createDatabase("busy");
    source.execute("CREATE TABLE quiet (id int PRIMARY KEY)");
    target.execute("CREATE TABLE quiet (id int PRIMARY KEY)");
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      busy.execute("CREATE TABLE noise AS SELECT repeat('x', 1000) FROM generate_series(1, 5000)");
      long written = busy.number("SELECT pg_current_wal_lsn() - '0/0'");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(pipeline.confirmedBytes()).isGreaterThan(written));
    }
  }
}
