package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.pipeline.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that were deleted before the sink read them are never skipped. */
class MissingTopicDataIT {

  private static final String SCHEMA =
      "CREATE TABLE item (id int PRIMARY KEY, v text); CREATE TABLE other (id int PRIMARY KEY)";

  private Database source;
  private Database target;
  private TestPipeline pipeline;
  private TestSink sink;
  private Topics topics;

  @BeforeEach
  void startPipelineAndStopItsSink() {
    source = Server.shared().createDatabase("gap_source");
    target = Server.shared().createDatabase("gap_target");
    source.execute(SCHEMA + "; INSERT INTO item SELECT i, 'v' FROM generate_series(1, 10) i");
    target.execute(SCHEMA);
    pipeline = TestPipeline.of(SharedCluster.get(), source).startSource();
    sink = pipeline.startSink(target);
    sink.awaitCaughtUp();
    sink.stop();
    topics = Topics.of(SharedCluster.get());
  }

  @AfterEach
  void close() {
    topics.close();
    pipeline.close();
  }

  @Test
  void deletedRowsStopTheSinkWithTheGapNamed() {
    String topic = pipeline.name() + ".public.item";
    long end = topics.end(topic);
    source.execute("INSERT INTO item VALUES (11, 'unread')");
    topics.awaitEndBehind(topic, end);
    source.execute("UPDATE item SET v = 'later'");
    topics.awaitEndBehind(topic, end + 5);
    topics.deleteUpTo(topic, end + 2);
    sink.launch();
    assertThat(sink.awaitFailure())
        .contains(topic)
        .contains(Long.toString(sink.nextOffsets().get(topic)))
        .contains(Long.toString(end + 1));
    assertThat(target.number("SELECT count(*) FROM item WHERE v = 'later'")).isZero();
  }

  @Test
  void deletedCommitRecordsStopTheSinkWithTheGapNamed() {
    String topic = pipeline.name() + ".transaction";
    source.execute("INSERT INTO item VALUES (11, 'its commit is deleted')");
    topics.awaitEndBehind(pipeline.name() + ".public.item", 10);
    topics.deleteUpTo(topic, topics.end(topic));
    source.execute("INSERT INTO item VALUES (12, 'later')");
    sink.launch();
    assertThat(sink.awaitFailure()).contains(topic);
    assertThat(target.number("SELECT count(*) FROM item WHERE id > 10")).isZero();
  }

  @Test
  void recordsThatWereAppliedMayBeDeleted() {
    sink.nextOffsets().forEach(topics::deleteUpTo);
    source.execute("INSERT INTO item VALUES (11, 'new'); INSERT INTO other VALUES (1)");
    sink.start();
    sink.awaitCaughtUp();
    Tables.assertIdentical(source, target);
  }
}
