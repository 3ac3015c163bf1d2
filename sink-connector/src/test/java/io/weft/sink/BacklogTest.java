package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog far larger than the heap, whose topics run ahead of each other. */
class BacklogTest {

  private static final int HEAP_MIB = 64;
  private static final int TRANSACTIONS = 120_000;
  private static final long TIMEOUT_S = 240;

  @Test
  void backlogPassesThroughASmallHeapWithinTheBuffer(@TempDir Path folder)
      throws IOException, InterruptedException {
    String database = TestPostgres.createDatabase("backlog");
    TestPostgres.execute(
        database, "create table item(id int primary key, note text); create table log(line text)");
    Path said = folder.resolve("said.txt");
    Process task =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                BacklogProcess.class.getName(),
                TestPostgres.jdbcUrl(database),
                Integer.toString(TRANSACTIONS))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(task.waitFor(TIMEOUT_S, TimeUnit.SECONDS))
          .as("it comes to an end; it said: %s", Files.readString(said))
          .isTrue();
      assertThat(task.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      task.destroyForcibly();
    }
    try (var connection = TestPostgres.connect(database);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select (select count(*) from item), (select count(*) from log)")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(TRANSACTIONS);
      assertThat(rows.getInt(2)).isEqualTo(TRANSACTIONS);
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }
}
