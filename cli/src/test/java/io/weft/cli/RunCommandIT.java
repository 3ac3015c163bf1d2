package io.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.postgres.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {

  @TempDir Path folder;

  private String source;
  private String target;

  @BeforeEach
  void createDatabases() {
    source = TestPostgres.createDatabase("run_source");
    target = TestPostgres.createDatabase("run_target");
    String schema = "create table t (id int primary key, v text)";
    TestPostgres.execute(source, schema);
    TestPostgres.execute(target, schema);
    TestPostgres.execute(source, "insert into t select i, 'v' from generate_series(1, 1000) i");
  }

  private WeftProcess run(String... more) throws IOException {
    String port = Integer.toString(TestPostgres.port());
    String[] arguments = {
      "run",
      "--source",
      "postgresql://postgres@localhost:" + port + "/" + source,
      "--target",
      "host=127.0.0.1 user=postgres port=" + port + " dbname=" + target,
      "--data",
      folder.resolve("data").toString()
    };
    return WeftProcess.start(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static long count(String database) throws SQLException {
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from t")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void insert(int id) {
    TestPostgres.execute(source, "insert into t values (" + id + ", 'later')");
  }

  @Test
  void itGoesOnAfterKillMinusNineAndEndsWhenTheTargetIsUpToNow() throws Exception {
    try (WeftProcess first = run("--json")) {
      JsonNode status = new ObjectMapper().readTree(first.awaitLine("\"phase\":\"streaming\""));
      assertThat(status.path("rowsCopied").asLong()).isEqualTo(1000);
      assertThat(status.path("tables").get(0).path("name").asText()).isEqualTo("public.t");
      assertThat(status.path("lagBytes").isIntegralNumber()).isTrue();

      try (WeftProcess second = run()) {
        assertThat(second.awaitExit()).isEqualTo(ExitCode.FAILED);
        assertThat(second.lines().get(second.lines().size() - 1)).contains("is in use by process");
      }
      insert(1001);
      first.kill();
    }
    insert(1002);
    try (WeftProcess again = run("--until", "now", "--json")) {
      assertThat(again.awaitExit()).isEqualTo(ExitCode.OK);
      assertThat(again.lines().get(again.lines().size() - 1)).startsWith("Reached");
      JsonNode last = last(again);
      assertThat(last.path("phase").asText()).isEqualTo("stopped");
      assertThat(last.path("changes").asLong()).isBetween(1L, 2L);
      assertThat(last.path("rowsCopied").asLong()).isZero();
      assertThat(last.path("appliedLsn").asText()).isNotEqualTo("0/0");
    }
    assertThat(count(target)).isEqualTo(count(source)).isEqualTo(1002);
  }

  @Test
  void theLastStatusIsThatOfTheEnd() throws Exception {
    try (WeftProcess copy = run("--until", "now", "--json")) {
      assertThat(copy.awaitExit()).isEqualTo(ExitCode.OK);
      JsonNode last = last(copy);
      assertThat(last.path("rowsCopied").asLong()).isEqualTo(1000);
      assertThat(last.path("tables").get(0).path("rowsCopied").asLong()).isEqualTo(1000);
      assertThat(last.path("appliedLsn").asText()).isNotEqualTo("0/0");
    }
  }

  private static JsonNode last(WeftProcess weft) throws IOException {
    List<String> lines = weft.lines().stream().filter(line -> line.startsWith("{")).toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void aSignalEndsItCleanlyAndTheCodeSaysWhetherTheGoalWasReached() throws Exception {
    try (WeftProcess endless = run()) {
      endless.awaitLine("streaming");
      endless.terminate();
      assertThat(endless.awaitExit()).isEqualTo(ExitCode.OK);
      assertThat(endless.lines()).anySatisfy(line -> assertThat(line).startsWith("Stopped."));
    }
    try (WeftProcess unreached = run("--until", "FFFF/0")) {
      unreached.awaitLine("streaming");
      unreached.terminate();
      assertThat(unreached.awaitExit()).isEqualTo(ExitCode.INTERRUPTED);
    }
  }
}
