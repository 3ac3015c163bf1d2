package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.InstalledServer;
import io.weft.it.env.ProcessCluster;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.CopiedRows;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The copy on a real worker, with the settings that people are given. */
class CopySourceIT {

  private static final String TABLES =
      """
      CREATE TABLE big (id int PRIMARY KEY, v text);
      INSERT INTO big SELECT i, repeat(md5(i::text), 10) FROM generate_series(1, %1$d) i;
      CREATE TABLE small (id int PRIMARY KEY, v text);
      INSERT INTO small VALUES (1, 'one');
      """;

  @Test
  void copyRunsBesideTheStreamThatWaitsForItsSlot() {
    Database source = Server.shared().createDatabase("copy_source");
    source.execute(TABLES.formatted(50_000));
    try (TestPipeline pipeline =
        TestPipeline.of(SharedCluster.get(), source)
            .withSource("snapshot.mode", "no_data")
            .startSource()
            .startCopy(Map.of("copy.chunk.bytes", "1000000"))) {
      CopiedRows big = await(pipeline, "big", 50_000);
      assertThat(big.partitions()).containsExactlyInAnyOrder(0, 1, 2, 3);
      await(pipeline, "small", 1);
      source.execute("INSERT INTO big VALUES (0, 'late')");
      try (Topics topics = Topics.of(pipeline.cluster())) {
        until(() -> topics.startingWith(pipeline.name()).contains(pipeline.name() + ".public.big"));
      }
      until(
          () ->
              source.number(
                      "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'weft-copy%'")
                  == 0);
      pipeline.requireHealthyCopy();
    }
  }

  @Test
  void killedWorkerGoesOnAndEachRowIsInKafkaOnce() {
    Database source = Server.shared().createDatabase("copy_kill");
    source.execute(TABLES.formatted(60_000));
    try (ProcessCluster cluster = ProcessCluster.start("copy-kill", ProcessCluster.Options.PLAIN);
        TestPipeline pipeline =
            TestPipeline.of(cluster, source)
                .startCopy(
                    Map.of(
                        "copy.chunk.bytes", "1000000",
                        "copy.rate.limit", "4000000",
                        "transaction.max.bytes", "300000"))) {
      until(() -> !read(pipeline, "big").records().isEmpty());
      cluster.killWorker();
      source.execute("DELETE FROM big WHERE id > 59000");
      cluster.startWorker();
      await(pipeline, "big", 59_000);
      await(pipeline, "small", 1);
    }
  }

  @Test
  void taskThatWaitsStopsInTimeAndLeavesNoSession() {
    Database source = Server.shared().createDatabase("copy_stop");
    source.execute(TABLES.formatted(50_000));
    try (TestPipeline pipeline =
        TestPipeline.of(SharedCluster.get(), source)
            .startCopy(Map.of("copy.chunk.bytes", "1000000", "copy.rate.limit", "1000000"))) {
      until(() -> !read(pipeline, "big").records().isEmpty());
      requireStopInTime(pipeline);

      pipeline.startCopy(Map.of("copy.rate.limit", "1000000"));
      until(() -> tasks(pipeline) > 0 && pipeline.copySessions() > 1);
      CompletableFuture<Void> altering =
          CompletableFuture.runAsync(() -> source.execute("ALTER TABLE big ADD w int"));
      until(() -> waiting(source, "query LIKE 'ALTER%'") == 1);
      source.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'weft-copy-task%' AND datname = current_database()");
      until(() -> waiting(source, "application_name LIKE 'weft-copy-task%'") > 0);
      requireStopInTime(pipeline);
      altering.join();
    }
  }

  private static long waiting(Database source, String condition) {
    return source.number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND "
            + condition);
  }

  /** Within the time after which this worker gives a task up. */
  private static void requireStopInTime(TestPipeline pipeline) {
    long begun = System.nanoTime();
    pipeline.stopCopy();
    until(() -> tasks(pipeline) == 0);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(pipeline.copySessions()).isZero();
  }

  /** The threads that Connect calls tasks by; they are this JVM's. */
  private static long tasks(TestPipeline pipeline) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("task-thread-" + pipeline.name() + "_copy"))
        .count();
  }

  @Test
  void olderSourceIsCopied() {
    try (InstalledServer server = InstalledServer.start(15)) {
      Database source = server.server().createDatabase("copy_older");
      source.execute(TABLES.formatted(20_000));
      try (TestPipeline pipeline =
          TestPipeline.of(SharedCluster.get(), source)
              .startCopy(Map.of("copy.chunk.bytes", "1000000"))) {
        await(pipeline, "big", 20_000);
        await(pipeline, "small", 1);
      }
    }
  }

  private static CopiedRows await(TestPipeline pipeline, String table, int rows) {
    until(
        () -> {
          pipeline.requireHealthyCopy();
          CopiedRows read = read(pipeline, table);
          return read.isWhole() && read.firstColumn().size() == rows;
        });
    CopiedRows copied = read(pipeline, table);
    assertThat(copied.firstColumn())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, rows).mapToObj(Integer::toString).toList());
    return copied;
  }

  private static CopiedRows read(TestPipeline pipeline, String table) {
    String topic = pipeline.name() + ".copy.public." + table;
    try (Topics topics = Topics.of(pipeline.cluster())) {
      return topics.startingWith(pipeline.name()).contains(topic)
          ? CopiedRows.read(pipeline.cluster(), topic)
          : new CopiedRows(List.of(), Set.of());
    }
  }

  private static void until(BooleanSupplier condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(condition::getAsBoolean);
  }
}
