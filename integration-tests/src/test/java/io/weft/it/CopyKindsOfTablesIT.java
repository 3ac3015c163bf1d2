package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestCopySink;
import io.weft.it.pipeline.TestPipeline;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The copy of tables of many kinds, from a database of another encoding into TimescaleDB. */
class CopyKindsOfTablesIT {

  private static final int TABLES = 7;

  private static final String SCHEMA =
      """
      CREATE TABLE parent (id int PRIMARY KEY, v text);
      CREATE TABLE child (w int, PRIMARY KEY (id)) INHERITS (parent);
      CREATE TABLE computed (gone int, id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED);
      ALTER TABLE computed DROP COLUMN gone;
      CREATE TABLE indexed (id int PRIMARY KEY, v text);
      CREATE TABLE keyless (id int, v text);
      ALTER TABLE keyless REPLICA IDENTITY FULL;
      CREATE TABLE reading (at timestamptz NOT NULL, device int NOT NULL, value float8, PRIMARY KEY (at, device));
      CREATE TABLE event (at timestamptz NOT NULL, v text);
      ALTER TABLE event REPLICA IDENTITY FULL;
      """;

  private static final String ROWS =
      """
      INSERT INTO parent SELECT i, 'ä' || i FROM generate_series(1, 1000) i;
      INSERT INTO child SELECT i, 'ÿ' || i, i FROM generate_series(1001, 3000) i;
      INSERT INTO computed (id, n) SELECT i, i FROM generate_series(1, 1000) i;
      INSERT INTO indexed SELECT i, 'ß' || i FROM generate_series(1, 1000) i;
      INSERT INTO keyless SELECT i % 10, 'é' FROM generate_series(1, 1000) i;
      INSERT INTO reading SELECT '2024-01-01Z'::timestamptz + i * interval '1 h', i % 7, i / 7.0 FROM generate_series(1, 2000) i;
      INSERT INTO event SELECT '2024-01-01Z'::timestamptz + i * interval '1 h', 'ø' FROM generate_series(1, 2000) i;
      """;

  private static final String TARGET =
      """
      CREATE INDEX ON indexed (v);
      CREATE UNIQUE INDEX ON indexed (v, id);
      SELECT create_hypertable('reading', 'at');
      SELECT create_hypertable('event', 'at', create_default_indexes => false);
      """;

  private final Server timescaleDb = Server.timescaleDb();
  private final Database extended = timescaleDb.createDatabase("copy_kinds");

  @AfterEach
  void drop() {
    extended.drop(timescaleDb);
  }

  @Test
  void tablesOfAllKindsArriveFromAnotherEncoding() {
    Database source = Server.shared().database("it_latin1_" + ProcessHandle.current().pid());
    Server.shared()
        .maintenance()
        .execute(
            "CREATE DATABASE %s TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"
                .formatted(source.uri().database()));
    source.execute(SCHEMA + ROWS);
    extended.execute(SCHEMA + TARGET);
    try (TestPipeline pipeline =
            TestPipeline.of(SharedCluster.get(), source)
                .startCopy(Map.of("copy.chunk.bytes", "30000"));
        TestCopySink sink =
            TestCopySink.of(pipeline.cluster(), pipeline.name(), extended).start()) {
      sink.awaitComplete(TABLES);
      assertThat(extended.number("SELECT count(*) FROM ONLY parent")).isEqualTo(1000);
      Tables.assertIdentical(source, extended);
    }
  }

  @Test
  void hypertableIsNoSource() {
    extended.execute(SCHEMA + TARGET);
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), extended)) {
      assertThatThrownBy(() -> pipeline.deployCopy(Map.of("table.include.list", "public[.].*")))
          .rootCause()
          .hasMessageContainingAll(
              "Table public.reading is a hypertable of TimescaleDB, which can be a target but not a source",
              "table.exclude.list");
    }
  }
}
