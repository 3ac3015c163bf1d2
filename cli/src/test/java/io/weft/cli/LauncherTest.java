package io.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts the command, around a program of the test's own. */
class LauncherTest {

  @TempDir Path home;

  @Test
  void endForWantOfMemoryIsOneLineWithTheNextStep() throws Exception {
    install("byte[][] all = new byte[1000][]; for (int i = 0; ; i++) all[i] = new byte[10 << 20];");
    Process weft = start("-Xmx64m");
    assertThat(new String(weft.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("weft: out of memory")
        .contains("WEFT_JAVA_OPTS=-Xmx");
    assertThat(weft.getInputStream().readAllBytes()).isEmpty();
    assertThat(weft.waitFor()).isEqualTo(3);
  }

  private Process start(String javaOptions) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", home.resolve("weft").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("WEFT_JAVA_OPTS", javaOptions);
    return builder.start();
  }

  /** Lays out what the launcher takes for a finished build. */
  private void install(String program) throws IOException {
    Files.copy(Path.of("..", "weft"), home.resolve("weft"));
    Path classes = Files.createDirectories(home.resolve("cli/target/weft-cli.jar/io/weft/cli"));
    Path source = home.resolve("Weft.java");
    Files.writeString(
        source,
        "package io.weft.cli; public class Weft { public static void main(String[] a) { "
            + program
            + " } }");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-d",
                    home.resolve("cli/target/weft-cli.jar").toString(),
                    source.toString()))
        .isZero();
    assertThat(classes.resolve("Weft.class")).exists();
    for (String file : List.of("pom.xml", "cli/pom.xml", "cli/target/launcher.stamp")) {
      Files.createFile(home.resolve(file));
    }
  }
}
