package io.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.testing.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class WeftTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int weft(String... arguments) {
    CommandLine command = Weft.command();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  @Test
  void theHelpNamesEveryCommandAndFitsATerminal() {
    assertThat(weft("--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("weft demo", "weft run --source", "Exit codes");
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    assertThat(weft()).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("weft run --source");
  }

  @Test
  void theDriverReadsNoPasswordFileByItself(@TempDir Path home) throws Exception {
    String realHome = System.setProperty("user.home", home.toString());
    try {
      System.clearProperty("org.postgresql.pgpassfile");
      Files.writeString(home.resolve(".pgpass"), "*:*:*:*:open-to-all");
      assertThat(passwordThatTheDriverFinds()).isEqualTo("open-to-all");
      Weft.keepDriverFromPasswordFile();
      assertThat(passwordThatTheDriverFinds()).isNull();
    } finally {
      System.setProperty("user.home", realHome);
      System.clearProperty("org.postgresql.pgpassfile");
    }
  }

  private static Object passwordThatTheDriverFinds() throws ReflectiveOperationException {
    return Class.forName("org.postgresql.jdbcurlresolver.PgPassParser")
        .getMethod("getPassword", String.class, String.class, String.class, String.class)
        .invoke(null, "h", "5432", "d", "u");
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(weft("version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).singleElement().asString().startsWith("weft ");
  }

  @Test
  void aWrongCommandLineGetsOneLineAndAPointer() {
    assertThat(weft("run", "--source", "postgresql://h/x")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .containsExactly("weft: Missing required option: '--target=URL'", "See weft run --help.");
  }

  @Test
  void aConnectionStringIsJudgedBeforeAnythingStarts() {
    assertThat(
            weft("run", "--source", "postgresql://h/x?sslmod=on", "--target", "postgresql://h/y"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--source: Unknown connection parameter 'sslmod'");
  }

  @Test
  void anUntilThatIsNoPositionIsAUsageError() {
    assertThat(
            weft(
                "run",
                "--source",
                "postgresql://h/x",
                "--target",
                "postgresql://h/y",
                "--until",
                "soon"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--until takes now, or a position such as 16/B374D848");
  }

  @Test
  void obstaclesAreListedWithoutAStackTrace(@TempDir Path folder) throws Exception {
    String server = "postgresql://postgres@localhost:" + TestPostgres.port() + "/";
    Path data = folder.resolve("data");
    assertThat(
            weft(
                "run",
                "--source",
                server + "none_such",
                "--target",
                server + "neither",
                "--data",
                data.toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).startsWith("weft: "))
        .noneSatisfy(line -> assertThat(line).contains("Exception"));
    assertThat(Files.readString(data.resolve("weft.log"))).contains("UserException");
  }
}
