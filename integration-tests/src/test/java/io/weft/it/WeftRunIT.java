package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.it.env.Database;
import io.weft.it.env.JvmProcess;
import io.weft.it.env.Server;
import io.weft.it.env.TestFiles;
import io.weft.it.env.WeftCommand;
import io.weft.it.load.Ledger;
import io.weft.it.load.Writers;
import io.weft.it.pipeline.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weft run}, as a person runs it. */
class WeftRunIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Path data = TestFiles.scratch("weft-run").resolve("data");
  private Database source;
  private Database target;

  @BeforeEach
  void makeDatabases() {
    source = Server.shared().createDatabase("run_source");
    target = Server.shared().createDatabase("run_target");
  }

  @AfterEach
  void dropSlots() {
    source.column(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()");
  }

  @Test
  void untilNowEndsWhenTheTargetIsThereAndGoesOnNextTime() {
    Ledger.create(source);
    Ledger.createTables(target);

    try (Writers writers = Writers.start(source, 2, 20)) {
      assertThat(weftRun("--until", "now")).isZero();
      assertThat(writers.committed()).isPositive();
    }
    assertThat(Ledger.violations(target)).isEmpty();
    assertThat(target.number("SELECT count(*) FROM entry")).isPositive();

    source.execute("UPDATE account SET notes = 'while nobody looked' WHERE id < 10");
    assertThat(weftRun("--until", "now")).isZero();
    Tables.assertIdentical(source, target);
  }

  private int weftRun(String... more) {
    try (JvmProcess weft = WeftCommand.run(source, target, data, more)) {
      return weft.awaitExit(TIMEOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avro", "json"})
  void nullsAndNamesSurviveEitherFormat(String format) {
    String schema =
        "CREATE TABLE item (id int PRIMARY KEY, \"order no\" int DEFAULT 7, \"größe\" text DEFAULT 'x')";
    source.execute(schema + "; INSERT INTO item VALUES (1, NULL, NULL), (2, 7, 'x')");
    target.execute(schema);
    assertThat(weftRun("--format", format, "--until", "now")).isZero();
    source.execute("INSERT INTO item VALUES (3, NULL, 'y'); UPDATE item SET \"größe\" = NULL");
    assertThat(weftRun("--format", format, "--until", "now")).isZero();
    Tables.assertIdentical(source, target);
  }

  @Test
  void onlyTheTablesAskedForAreTaken() {
    String schema =
        "CREATE TABLE taken (id int PRIMARY KEY); CREATE TABLE left_out (id int PRIMARY KEY)";
    source.execute(schema + "; INSERT INTO taken VALUES (1); INSERT INTO left_out VALUES (1)");
    target.execute(schema);
    assertThat(weftRun("--tables", "public.tak*", "--until", "now")).isZero();
    assertThat(target.column("SELECT id FROM taken")).containsExactly("1");
    assertThat(target.column("SELECT id FROM left_out")).isEmpty();
  }

  @Test
  void statusIsALineOfJsonASecond() throws IOException {
    source.execute("CREATE TABLE item (id int PRIMARY KEY); INSERT INTO item VALUES (1), (2)");
    target.execute("CREATE TABLE item (id int PRIMARY KEY)");
    try (JvmProcess weft = WeftCommand.run(source, target, data, "--json")) {
      weft.awaitLine("{", TIMEOUT);
      JsonNode status = awaitPhase(weft, "streaming");
      assertThat(status.path("rowsCopied").asLong()).isEqualTo(2);
      source.execute("INSERT INTO item VALUES (3)");
      while (status.path("changes").asLong() < 1) {
        status = awaitPhase(weft, "streaming");
      }
      assertThat(status.path("lagMs").isNumber()).isTrue();
      weft.terminate();
      assertThat(weft.awaitExit(TIMEOUT)).isZero();
    }
    Tables.assertIdentical(source, target);
  }

  private static JsonNode awaitPhase(JvmProcess weft, String phase) throws IOException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() < end) {
      JsonNode status = new ObjectMapper().readTree(weft.awaitLine("{", TIMEOUT));
      if (status.path("phase").asText().equals(phase)) {
        return status;
      }
    }
    throw new AssertionError("Never came to " + phase + ": " + weft.output());
  }

  @Test
  void serverThatDoesNotAnswerIsOneLine() {
    assertMistake(
        "127.0.0.1:1",
        "run",
        "--source",
        "postgresql://u@127.0.0.1:1/x",
        "--target",
        target.uri().toString());
  }

  @Test
  void urlThatIsNoneIsOneLine() {
    assertMistake("--source", "run", "--source", "mysql://x", "--target", target.uri().toString());
  }

  @Test
  void databaseThatDoesNotExistIsOneLine() {
    String url = source.uri().toString() + "_missing";
    assertMistake("_missing", "run", "--source", url, "--target", target.uri().toString());
  }

  @Test
  void tableThatTheTargetLacksIsOneLine() {
    source.execute("CREATE TABLE orphan (id int PRIMARY KEY)");
    assertMistake("public.orphan", command());
  }

  @Test
  void columnThatTheTargetLacksIsOneLine() {
    source.execute("CREATE TABLE item (id int PRIMARY KEY, colour text)");
    target.execute("CREATE TABLE item (id int PRIMARY KEY)");
    assertMistake("colour", command());
  }

  @Test
  void tableWithoutAKeyIsOneLine() {
    source.execute("CREATE TABLE loose (id int)");
    target.execute("CREATE TABLE loose (id int)");
    assertMistake("REPLICA IDENTITY", command());
  }

  @Test
  void tablePatternThatMatchesNothingIsOneLine() {
    source.execute("CREATE TABLE item (id int PRIMARY KEY)");
    target.execute("CREATE TABLE item (id int PRIMARY KEY)");
    assertMistake(
        "nothing_like_it",
        "run",
        "--source",
        source.uri().toString(),
        "--target",
        target.uri().toString(),
        "--data",
        data.toString(),
        "--tables",
        "nothing_like_it");
  }

  @Test
  void everyObstacleIsNamedAtOnce() {
    source.execute(
        "CREATE TABLE first (id int PRIMARY KEY); CREATE TABLE second (id int PRIMARY KEY)");
    List<String> output = assertMistake("public.first", command());
    assertThat(output).anyMatch(line -> line.contains("public.second"));
  }

  private String[] command() {
    return new String[] {
      "run",
      "--source",
      source.uri().toString(),
      "--target",
      target.uri().toString(),
      "--data",
      data.toString()
    };
  }

  /** Fails, tells what is wrong in lines of its own, and shows no stack trace. */
  private static List<String> assertMistake(String told, String... arguments) {
    try (JvmProcess weft = WeftCommand.start(arguments)) {
      assertThat(weft.awaitExit(TIMEOUT)).isIn(1, 2);
      List<String> output = weft.output();
      assertThat(output).anyMatch(line -> line.contains(told));
      assertThat(output).noneMatch(line -> line.matches("\\s+at .*|Caused by: .*|.*Exception.*"));
      assertThat(output).hasSizeLessThan(12);
      return output;
    }
  }
}
