package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import org.junit.jupiter.api.Test;

/** A column that the target lacks stops the sink, which goes on when a person has added it. */
class SchemaChangeIT {

  @Test
  void newColumnStopsTheSinkUntilTheTargetHasIt() {
    Database source = Server.shared().createDatabase("column_source");
    Database target = Server.shared().createDatabase("column_target");
    source.execute(
        "CREATE TABLE item (id int PRIMARY KEY, v text); INSERT INTO item VALUES (1, 'a')");
    target.execute("CREATE TABLE item (id int PRIMARY KEY, v text)");
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();

      source.execute("ALTER TABLE item ADD colour text");
      source.execute("INSERT INTO item VALUES (2, 'b', 'red')");
      source.execute("UPDATE item SET colour = 'blue' WHERE id = 1");
      assertThat(sink.awaitFailure()).contains("public.item").contains("colour");
      assertThat(target.column("SELECT v FROM item")).containsExactly("a");

      sink.stop();
      target.execute("ALTER TABLE item ADD colour text");
      sink.start();
      sink.awaitCaughtUp();
    }
    Tables.assertIdentical(source, target);
  }

  @Test
  void rowThatIsMissingInTheTargetStopsTheSink() {
    Database source = Server.shared().createDatabase("drift_source");
    Database target = Server.shared().createDatabase("drift_target");
    source.execute(
        "CREATE TABLE item (id int PRIMARY KEY, v text); INSERT INTO item VALUES (1, 'secret value')");
    target.execute("CREATE TABLE item (id int PRIMARY KEY, v text)");
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      target.execute("DELETE FROM item");
      source.execute("UPDATE item SET v = 'another secret value' WHERE id = 1");
      assertThat(sink.awaitFailure()).contains("public.item").doesNotContain("secret value");
    }
  }
}
