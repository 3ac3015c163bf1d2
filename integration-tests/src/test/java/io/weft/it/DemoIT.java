package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.cli.Weft;
import io.weft.it.env.JvmProcess;
import io.weft.it.env.Server;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weft demo} as a person, or a script, runs it. */
class DemoIT {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Where the demo's temporary files go, so that it can be seen what is left of them. */
  @TempDir private Path temporary;

  @Test
  void shortDemoIsVerifiedAndLeavesNothingBehind() throws Exception {
    try (JvmProcess demo = start("demo", "--seconds", "5", "--rows", "20000", "--json")) {
      assertThat(demo.awaitExit(LIMIT)).as(output(demo)).isZero();

      JsonNode json = lastLine(demo);
      assertThat(json.get("verified").booleanValue()).isTrue();
      assertThat(json.get("changes").longValue()).isGreaterThan(1600);
      assertThat(json.get("changes").longValue() % 16).isZero();
      assertThat(json.get("changesPerSecond").longValue()).isPositive();
      assertThat(json.get("maxLagMs").longValue()).isNotNegative();
      assertThat(json.get("downtimeMs").longValue()).isPositive();
      assertThat(json.get("finalLagMs").longValue()).isZero();
      assertThat(json.get("rowsCopied").longValue()).isGreaterThan(20_000);
      assertThat(json.get("tornReads").longValue()).isZero();
      assertThat(json.get("tables")).hasSize(7);
      assertThat(leftBehind()).isEmpty();
    }
  }

  @Test
  void demoThatIsStoppedLeavesNothingBehind() throws IOException {
    try (JvmProcess demo = start("demo-stopped", "--seconds", "120", "--rows", "5000")) {
      awaitStage(demo, "Copying");
      // by its handle: Process.destroy() would also close the pipe that its last words come through
      ProcessHandle.of(demo.pid()).ifPresent(ProcessHandle::destroy);
      assertThat(demo.awaitExit(LIMIT)).isNotZero();

      assertThat(demo.output()).last().asString().contains("Stopped. Everything is removed.");
      assertThat(leftBehind()).isEmpty();
      assertThat(serversLeftBehind()).isEmpty();
    }
  }

  @Test
  void nextDemoClearsAwayWhatAKilledOneLeftBehind() throws Exception {
    try (JvmProcess demo = start("demo-killed", "--seconds", "120", "--rows", "5000")) {
      awaitStage(demo, "Copying");
      demo.kill();
    }
    assertThat(serversLeftBehind()).hasSize(2);

    try (JvmProcess demo =
        start(
            "demo-after", "--seconds", "2", "--rows", "5000", "--snapshot", "debezium", "--json")) {
      assertThat(demo.awaitExit(LIMIT)).as(output(demo)).isZero();
      assertThat(lastLine(demo).get("verified").booleanValue()).isTrue();
    }
    assertThat(serversLeftBehind()).isEmpty();
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void timescaleDbAsTheTargetIsVerifiedAndLeftAsItWas() throws Exception {
    Server server = Server.timescaleDb();
    List<String> before = databases(server);
    String url = server.uri().toString();
    try (JvmProcess demo =
        start(
            "demo-timescaledb",
            "--seconds",
            "5",
            "--rows",
            "20000",
            "--json",
            "--target-timescaledb",
            url)) {
      assertThat(demo.awaitExit(LIMIT)).as(output(demo)).isZero();

      JsonNode json = lastLine(demo);
      assertThat(json.get("verified").booleanValue()).isTrue();
      assertThat(json.get("target").textValue()).isEqualTo("TimescaleDB");
      assertThat(databases(server)).isEqualTo(before);
      assertThat(leftBehind()).isEmpty();
    }
  }

  @Test
  void mistakeOfTheUserGetsALineAndNoStackTrace() {
    try (JvmProcess demo = start("demo-mistaken", "--devices", "3")) {
      assertThat(demo.awaitExit(LIMIT)).isEqualTo(2);
      assertThat(demo.output()).hasSizeLessThan(4);
      assertThat(demo.output().get(0)).contains("at least 320 devices");
    }
  }

  private JvmProcess start(String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of("demo"));
    arguments.addAll(List.of("--rate", "800"));
    arguments.addAll(List.of(options));
    Path binaries = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
    return JvmProcess.start(
        new JvmProcess.Command(
            name,
            Weft.class.getName(),
            List.of(
                "-Xmx768m",
                "-Djava.io.tmpdir=" + temporary,
                // unpacked once for all tests
                "-Dot.epg.working-dir=" + binaries),
            arguments));
  }

  private static void awaitStage(JvmProcess demo, String sentence) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> demo.output().stream().anyMatch(line -> line.contains(sentence)));
  }

  private static JsonNode lastLine(JvmProcess demo) throws JsonProcessingException {
    List<String> lines = demo.output();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private static String output(JvmProcess demo) {
    return String.join("\n", demo.output());
  }

  private List<Path> leftBehind() throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, "weft-demo-*")) {
      found.forEach(folders::add);
    }
    return folders;
  }

  private List<Long> serversLeftBehind() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("-D " + temporary.toString()))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static List<String> databases(Server server) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = server.uri().connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select datname from pg_database where datname not like 'it\\_%' order by 1")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
