package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.InstalledServer;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import org.junit.jupiter.api.Test;

/** From PostgreSQL 17 to an older one, which reads some of its values otherwise, and some not. */
class OlderTargetIT {

  private static final String TABLES =
      """
      CREATE TABLE item (id int PRIMARY KEY, c "char", i interval, n numeric);
      CREATE TABLE heap (c "char", n int); ALTER TABLE heap REPLICA IDENTITY FULL;
      """;

  private static final String BYTES =
      "SELECT string_agg(encode(charsend(c), 'hex') || ' ' || n::text, ',' ORDER BY n, c) FROM ";

  @Test
  void valuesThatItPrintsOtherwiseArriveAndWhatItLacksStopsTheSinkByColumn() {
    try (InstalledServer older = InstalledServer.start(15)) {
      Database source = Server.shared().createDatabase("older_source");
      Database target = older.server().createDatabase("older_target");
      source.execute(
          TABLES
              + """
              INSERT INTO item VALUES (1, (-23)::"char", '1 day', 'NaN'), (2, '\\', '0', 'Infinity');
              INSERT INTO heap VALUES ((-23)::"char", 1), ((-128)::"char", 2), ('\\', 3);
              """);
      target.execute(TABLES);
      try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
        TestSink sink = pipeline.startSink(target);
        sink.awaitCopied();
        source.execute(
            """
            INSERT INTO item VALUES (3, (-1)::"char", '1 day', 1), (4, 'x', '0', 2);
            UPDATE item SET c = (-2)::"char" WHERE id = 4;
            DELETE FROM heap WHERE n = 1;
            UPDATE heap SET n = 4 WHERE n = 2;
            """);
        sink.awaitCaughtUp();
        for (String table : new String[] {"item", "heap"}) {
          assertThat(target.value(BYTES + table)).isEqualTo(source.value(BYTES + table));
        }

        source.execute("UPDATE item SET i = 'infinity' WHERE id = 2");
        assertThat(sink.awaitFailure())
            .contains("public.item", "column \"i\" of type interval", "22007", "key id");
      }
      source.drop(Server.shared());
    }
  }
}
