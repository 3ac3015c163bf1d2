package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestCopySink;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** All four connectors: what one copies and what the other applies is the whole, and no more. */
class CopyAndStreamIT {

  private static final int TABLES = 5;

  private static final String SCHEMA =
      """
      CREATE TABLE item (id int PRIMARY KEY, v text, n int NOT NULL DEFAULT 0);
      CREATE TABLE noted (n int, v text);
      ALTER TABLE noted REPLICA IDENTITY FULL;
      CREATE TABLE "Odd Näme" ("a ""quoted"" one" int PRIMARY KEY, "ж" text[]);
      CREATE TABLE empty (id int PRIMARY KEY);
      CREATE TABLE parted (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
      CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (5000);
      CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (5000) TO (100000);
      """;

  private static final String ROWS =
      """
      INSERT INTO item SELECT i, repeat(md5(i::text), 5) FROM generate_series(1, 30000) i;
      INSERT INTO noted SELECT i %% 3, 'twice' FROM generate_series(1, 6000) i;
      INSERT INTO "Odd Näme" SELECT i, ARRAY['x', NULL, '"'] FROM generate_series(1, 1000) i;
      INSERT INTO parted SELECT i, 'p' FROM generate_series(1, 10000) i;
      """
          .replace("%%", "%");

  private static final String CHANGE =
      """
      INSERT INTO item VALUES (100000 + %1$d, 'late');
      UPDATE item SET n = n + 1 WHERE id = 1 + %1$d * 7 %% 30000;
      DELETE FROM item WHERE id = 20000 + %1$d;
      INSERT INTO noted VALUES (%1$d, 'late');
      DELETE FROM noted WHERE ctid = (SELECT min(ctid) FROM noted WHERE v = 'twice');
      UPDATE parted SET v = 'changed' WHERE id = 1 + %1$d * 11 %% 10000;
      UPDATE "Odd Näme" SET "ж" = ARRAY['%1$d'] WHERE "a ""quoted"" one" = 1 + %1$d %% 1000;
      """;

  @Test
  void targetIsTheSourceUnderLoadAndIsBuiltAnewFromKafkaAlone() throws Exception {
    Database source = Server.shared().createDatabase("copied_source");
    Database target = Server.shared().createDatabase("copied_target");
    Database rebuilt = Server.shared().createDatabase("copied_rebuilt");
    source.execute(SCHEMA + ROWS);
    target.execute(SCHEMA);
    rebuilt.execute(SCHEMA);
    try (TestPipeline pipeline =
        TestPipeline.of(SharedCluster.get(), source).withSource("snapshot.mode", "no_data")) {
      AtomicBoolean isOver = new AtomicBoolean();
      CompletableFuture<Integer> writer =
          CompletableFuture.supplyAsync(() -> write(source, isOver));
      TestSink stream = streamSink(pipeline, target, pipeline.name());
      try (TestCopySink copy =
          TestCopySink.of(pipeline.cluster(), pipeline.name(), target).start()) {
        stream.start();
        pipeline.startSource().startCopy(Map.of("copy.chunk.bytes", "300000"));
        copy.awaitComplete(TABLES);
      } finally {
        isOver.set(true);
      }
      assertThat(writer.get()).isPositive();
      stream.awaitCaughtUp();
      Tables.assertIdentical(source, target);
      stream.stop();
      pipeline.stopSource();
      pipeline.stopCopy();

      TestSink streamAnew = streamSink(pipeline, rebuilt, "anew");
      try (TestCopySink copyAnew =
          TestCopySink.of(pipeline.cluster(), pipeline.name(), "anew", rebuilt).start()) {
        streamAnew.start();
        copyAnew.awaitComplete(TABLES);
        streamAnew.awaitApplied(stream.applied());
      }
      Tables.assertIdentical(target, rebuilt);
    }
  }

  @Test
  void tableIsCopiedAnewUnderLoadAndTheOthersAreLeftAlone() throws Exception {
    Database source = Server.shared().createDatabase("again_source");
    Database target = Server.shared().createDatabase("again_target");
    Database rebuilt = Server.shared().createDatabase("again_rebuilt");
    source.execute(SCHEMA + ROWS);
    target.execute(SCHEMA);
    rebuilt.execute(SCHEMA);
    try (TestPipeline pipeline =
        TestPipeline.of(SharedCluster.get(), source).withSource("snapshot.mode", "no_data")) {
      TestSink stream = streamSink(pipeline, target, pipeline.name());
      AtomicBoolean isOver = new AtomicBoolean();
      try (TestCopySink copy =
          TestCopySink.of(pipeline.cluster(), pipeline.name(), target).start()) {
        stream.start();
        pipeline.startSource().startCopy(Map.of("copy.chunk.bytes", "300000"));
        copy.awaitComplete(TABLES);
        CompletableFuture<Integer> writer =
            CompletableFuture.supplyAsync(() -> write(source, isOver));
        stream.awaitProgress(Duration.ofMinutes(1));
        String first = copy.copyLsn("item");
        List<String> others = others(target);
        target.execute(
            "UPDATE item SET v = 'by hand' WHERE id > 25000;"
                + "INSERT INTO item SELECT i, 'by hand' FROM generate_series(900001, 900100) i");

        pipeline.startCopy(Map.of("copy.again", "public.item:2"));
        copy.awaitNewer("item", first);
        stream.awaitProgress(Duration.ofMinutes(1));
        isOver.set(true);
        assertThat(writer.get()).isPositive();
        stream.awaitCaughtUp();
        assertThat(others(target)).isEqualTo(others);
      } finally {
        isOver.set(true);
      }
      Tables.assertIdentical(source, target);
      stream.stop();
      pipeline.stopSource();
      pipeline.stopCopy();

      TestSink streamAnew = streamSink(pipeline, rebuilt, "anew");
      try (TestCopySink copyAnew =
          TestCopySink.of(pipeline.cluster(), pipeline.name(), "anew", rebuilt).start()) {
        streamAnew.start();
        copyAnew.awaitComplete(TABLES);
        streamAnew.awaitApplied(stream.applied());
      }
      Tables.assertIdentical(target, rebuilt);
    }
  }

  /** The copies of the other tables, and their files, which a table that is emptied changes. */
  private static List<String> others(Database target) {
    return target.column(
        """
        SELECT table_name || ' ' || copy_lsn || ' ' || pg_relation_filenode(
                 coalesce((SELECT max(inhrelid) FROM pg_inherits
                            WHERE inhparent = format('%I', table_name)::regclass),
                          format('%I', table_name)::regclass))
        FROM weft.copy_table WHERE table_name <> 'item' ORDER BY 1""");
  }

  @Test
  void tableJoinsBothListsUnderLoad() throws Exception {
    Database source = Server.shared().createDatabase("joined_source");
    Database target = Server.shared().createDatabase("joined_target");
    String joining = "CREATE TABLE joining (id int PRIMARY KEY, v text);";
    source.execute(SCHEMA + ROWS + joining);
    source.execute("INSERT INTO joining SELECT i, 'before' FROM generate_series(1, 5000) i");
    target.execute(SCHEMA + joining);
    String tables = "public[.](item|noted|Odd Näme|empty|parted)";
    try (TestPipeline pipeline =
        TestPipeline.of(SharedCluster.get(), source)
            .withSource("snapshot.mode", "no_data")
            .withSource("table.include.list", tables)) {
      TestSink stream = streamSink(pipeline, target, pipeline.name());
      AtomicBoolean isOver = new AtomicBoolean();
      try (TestCopySink copy =
          TestCopySink.of(pipeline.cluster(), pipeline.name(), target).start()) {
        stream.start();
        pipeline.startSource().startCopy(Map.of("table.include.list", tables));
        copy.awaitComplete(TABLES);
        CompletableFuture<Integer> writer =
            CompletableFuture.supplyAsync(() -> write(source, isOver));
        stream.awaitProgress(Duration.ofMinutes(1));
        List<String> others = others(target);

        String more = tables.replace("item", "item|joining");
        pipeline.withSource("table.include.list", more).startSource();
        pipeline.startCopy(Map.of("table.include.list", more));
        copy.awaitComplete(TABLES + 1);
        source.execute("UPDATE joining SET v = 'behind' WHERE id <= 100");
        stream.awaitProgress(Duration.ofMinutes(1));
        isOver.set(true);
        assertThat(writer.get()).isPositive();
        stream.awaitCaughtUp();
        assertThat(others(target)).containsAll(others);
      } finally {
        isOver.set(true);
      }
      Tables.assertIdentical(source, target);
    }
  }

  private static TestSink streamSink(TestPipeline pipeline, Database target, String progress) {
    return pipeline.newSink(
        pipeline.cluster(),
        target,
        Map.of(
            "pipeline",
            progress,
            "wait.for.copy",
            "true",
            "topics.regex",
            pipeline.name() + "[.](?!copy[.][^.]+[.]).*"));
  }

  private static int write(Database source, AtomicBoolean isOver) {
    int transactions = 0;
    while (!isOver.get()) {
      source.execute(CHANGE.formatted(transactions++));
    }
    return transactions;
  }
}
