package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Types change while the stream runs. */
class TypeChangesIT {

  private static final String SCHEMA =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TYPE pair AS (a int, b text);
      CREATE TYPE short_lived AS (x numeric, m mood);
      CREATE DOMAIN amount AS numeric(10,2) DEFAULT 'NaN';
      CREATE TABLE t (
        id int PRIMARY KEY, m mood DEFAULT 'ok', ms mood[] DEFAULT '{sad,NULL}', p pair DEFAULT '(1,"a,b")',
        a amount, ts timestamp DEFAULT 'infinity', tz timestamptz DEFAULT '-infinity', d date DEFAULT 'infinity',
        f float8 DEFAULT 'NaN', i interval DEFAULT '-1 mon +1 day', b bytea DEFAULT '\\x00', tm time DEFAULT '24:00');
      """;

  @Test
  void valuesArriveThoughTheirTypesGrowChangeAndGo() {
    Database source = Server.shared().createDatabase("changes_source");
    Database target = Server.shared().createDatabase("changes_target");
    source.execute(
        SCHEMA
            + """
            ALTER TABLE t ADD s short_lived DEFAULT '(1.50,ok)', ADD n int DEFAULT 7;
            INSERT INTO t (id) SELECT generate_series(1, 5);
            """);
    target.execute(SCHEMA + "ALTER TABLE t ADD s text, ADD n text");
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      target.execute("ALTER TYPE mood ADD VALUE 'glad' BEFORE 'sad'");
      source.executeEach(
          List.of(
              "ALTER TYPE mood ADD VALUE 'glad' BEFORE 'sad'",
              "INSERT INTO t (id, m, ms, s) VALUES (6, 'glad', '{glad}', '(NaN,glad)')",
              "UPDATE t SET m = 'glad' WHERE id = 1"));
      sink.awaitCaughtUp();
      target.execute("ALTER TYPE pair ADD ATTRIBUTE c timestamptz");
      source.executeEach(
          List.of(
              "ALTER TYPE pair ADD ATTRIBUTE c timestamptz",
              "INSERT INTO t (id, p) VALUES (7, '(2,x,infinity)')",
              "ALTER TABLE t ALTER n TYPE bigint",
              "UPDATE t SET n = 1234567890123 WHERE id = 2",
              "ALTER TABLE t ALTER n DROP DEFAULT, ALTER n TYPE text",
              "UPDATE t SET n = 'seven' WHERE id = 3",
              "UPDATE t SET a = 1.5, tz = '2024-01-01 00:00+00' WHERE id = 4",
              "INSERT INTO t (id) VALUES (8)",
              "UPDATE t SET s = '(2.50,sad)' WHERE id = 5",
              "ALTER TABLE t ALTER s DROP DEFAULT, ALTER s TYPE text",
              "DROP TYPE short_lived",
              "UPDATE t SET s = s || '!' WHERE id = 6"));
      sink.awaitCaughtUp();
      Tables.assertIdentical(source, target);

      source.execute("ALTER TYPE mood ADD VALUE 'new'; ");
      source.execute("INSERT INTO t (id, m) VALUES (9, 'new')");
      assertThat(sink.awaitFailure()).contains("public.t", "column \"m\" of type public.mood");
      sink.stop();
      target.execute("ALTER TYPE mood ADD VALUE 'new'");
      sink.start();
      sink.awaitCaughtUp();
    }
    Tables.assertIdentical(source, target);
    target.drop(Server.shared());
    source.drop(Server.shared());
  }
}
