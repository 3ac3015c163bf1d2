package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.pipeline.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Five hundred tables, several partitions a topic, transactions over all of them. */
class ManyTablesIT {

  private static final int TABLES = 500;
  private static final int PARTITIONS = 3;

  private static final String SCHEMA =
      """
      DO $$ BEGIN FOR i IN 1..%d LOOP
        EXECUTE format('CREATE TABLE table_%%s (id int PRIMARY KEY, v text, n int)', i);
      END LOOP; END $$
      """
          .formatted(TABLES);

  private static final String ROWS =
      """
      DO $$ BEGIN FOR i IN 1..%d LOOP
        EXECUTE format('INSERT INTO table_%%s SELECT i, ''row '' || i, 0 FROM generate_series(1, 20) i', i);
      END LOOP; END $$
      """
          .formatted(TABLES);

  /** One transaction over all tables. */
  private static final String CHANGES =
      """
      DO $$ BEGIN FOR i IN 1..%d LOOP
        EXECUTE format('UPDATE table_%%s SET n = n + 1 WHERE id %%%% 2 = 0', i);
        EXECUTE format('DELETE FROM table_%%s WHERE id = (SELECT min(id) FROM table_%%s)', i, i);
        EXECUTE format('INSERT INTO table_%%s SELECT max(id) + 1, ''new'', 0 FROM table_%%s', i, i);
      END LOOP; END $$
      """
          .formatted(TABLES);

  @Test
  void allTablesFollow() {
    Database source = Server.shared().createDatabase("many_source");
    Database target = Server.shared().createDatabase("many_target");
    source.execute(SCHEMA);
    target.execute(SCHEMA);
    source.execute(ROWS);
    try (TestPipeline pipeline =
            TestPipeline.of(SharedCluster.get(), source)
                .withSource("topic.creation.default.partitions", Integer.toString(PARTITIONS))
                .startSource();
        Topics topics = Topics.of(SharedCluster.get())) {
      TestSink sink = pipeline.startSink(target);
      for (int i = 0; i < 5; i++) {
        source.execute(CHANGES);
      }
      sink.awaitCaughtUp(Duration.ofMinutes(4));
      for (int i = 0; i < 5; i++) {
        source.execute(CHANGES);
      }
      sink.awaitCaughtUp(Duration.ofMinutes(2));
      assertThat(topics.startingWith(pipeline.name())).hasSizeGreaterThan(TABLES);
      assertThat(topics.partitions(pipeline.name() + ".public.table_1")).isEqualTo(PARTITIONS);
    }
    Tables.assertIdentical(source, target);
  }
}
