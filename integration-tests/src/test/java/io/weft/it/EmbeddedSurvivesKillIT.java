package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.JvmProcess;
import io.weft.it.env.Server;
import io.weft.it.env.TestFiles;
import io.weft.it.env.WeftCommand;
import io.weft.it.load.Ledger;
import io.weft.it.load.Writers;
import io.weft.it.pipeline.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Broker, worker and connectors die in one JVM, and go on in the next one on the same folder. */
class EmbeddedSurvivesKillIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(150);
  private static final int KILLS = 4;

  @Test
  void startedAgainItGoesOn() throws InterruptedException {
    Database source = Server.shared().createDatabase("survive_source");
    Database target = Server.shared().createDatabase("survive_target");
    Ledger.create(source);
    Ledger.createTables(target);
    Path data = TestFiles.scratch("survive").resolve("data");
    try (Writers writers = Writers.start(source, 2, 20)) {
      for (int i = 0; i < KILLS; i++) {
        try (JvmProcess weft = WeftCommand.run(source, target, data, "--json")) {
          weft.awaitLine("{", TIMEOUT);
          Thread.sleep(ThreadLocalRandom.current().nextInt(8_000));
          weft.kill();
        }
      }
      writers.stop();
    }
    try (JvmProcess weft = WeftCommand.run(source, target, data, "--until", "now")) {
      assertThat(weft.awaitExit(TIMEOUT)).as("exit code of %s", weft.output()).isZero();
    }
    Tables.assertIdentical(source, target);
    source.column(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()");
  }
}
