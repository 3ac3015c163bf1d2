package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot that is not the one from which the pipeline read is never taken for it. */
class LostSlotIT {

  private Database source;
  private TestPipeline pipeline;

  @BeforeEach
  void startPipelineAndStopItsSource() {
    source = Server.shared().createDatabase("slot_source");
    Database target = Server.shared().createDatabase("slot_target");
    source.execute("CREATE TABLE item (id int PRIMARY KEY); INSERT INTO item VALUES (1)");
    target.execute("CREATE TABLE item (id int PRIMARY KEY)");
    pipeline = TestPipeline.of(SharedCluster.get(), source).startSource();
    TestSink sink = pipeline.startSink(target);
    sink.awaitCaughtUp();
    pipeline.stopSource();
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void droppedSlotStopsThePipeline() {
    pipeline.dropSlot();
    source.execute("INSERT INTO item VALUES (2)");
    assertThat(pipeline.awaitSourceFailure()).contains(pipeline.name());
  }

  @Test
  void slotMadeAnewStopsThePipeline() {
    pipeline.dropSlot();
    source.execute("INSERT INTO item VALUES (2)");
    source.column(
        "SELECT pg_create_logical_replication_slot('" + pipeline.name() + "', 'pgoutput')");
    assertThat(pipeline.awaitSourceFailure()).contains(pipeline.name());
  }

  @Test
  void slotThatWasMovedOnStopsThePipeline() {
    source.execute("INSERT INTO item VALUES (2)");
    source.column(
        "SELECT pg_replication_slot_advance('" + pipeline.name() + "', pg_current_wal_lsn())");
    assertThat(pipeline.awaitSourceFailure()).contains(pipeline.name());
  }
}
