package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.JvmProcess;
import io.weft.it.env.Server;
import io.weft.it.env.TestFiles;
import io.weft.it.env.WeftCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A password given to {@code weft run} is in nothing that it leaves behind. */
class SecretsIT {

  private static final String SOURCE_PASSWORD = "source-s3cr3t-7f1c";
  private static final String TARGET_PASSWORD = "target-s3cr3t-9b2e";

  @Test
  void passwordsReachNeitherFolderNorTopicsNorLogsNorTerminal() {
    Database source = Server.shared().createDatabase("secret_source");
    Database target = Server.shared().createDatabase("secret_target");
    source.execute("CREATE TABLE item (id int PRIMARY KEY); INSERT INTO item VALUES (1)");
    target.execute("CREATE TABLE item (id int PRIMARY KEY)");
    Path data = TestFiles.scratch("secrets").resolve("data");
    try (JvmProcess weft =
        WeftCommand.start(
            Map.of("PGPASSWORD", TARGET_PASSWORD),
            "run",
            "--source",
            source.uri().toString().replace("postgres@", "postgres:" + SOURCE_PASSWORD + "@"),
            "--target",
            target.uri().toString(),
            "--data",
            data.toString(),
            "--until",
            "now")) {
      assertThat(weft.awaitExit(Duration.ofMinutes(2))).as("%s", weft.output()).isZero();
      assertThat(weft.output())
          .noneMatch(line -> line.contains(SOURCE_PASSWORD) || line.contains(TARGET_PASSWORD));
    }
    assertThat(filesWith(data, "item")).as("files that are searched at all").isNotEmpty();
    assertThat(filesWith(data, SOURCE_PASSWORD)).isEmpty();
    assertThat(filesWith(data, TARGET_PASSWORD)).isEmpty();
    source.column(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()");
  }

  private static List<Path> filesWith(Path folder, String text) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
