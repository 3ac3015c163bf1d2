package io.weft.avro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the script that uses Confluent's Python client, where that is installed. */
final class Python {

  private static final Path SCRIPT = Path.of("src", "test", "python", "confluent_interop.py");
  private static final long SECONDS = 50;

  private Python() {}

  /** Skips the test, and says why, where the client is absent. */
  static void require() {
    try {
      run("check");
    } catch (IllegalStateException | UncheckedIOException e) {
      String reason =
          "Confluent's Python client is absent; install python3-confluent-kafka, python3-avro and"
              + " python3-requests with apt-get";
      System.out.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
  }

  /** The lines that the script prints. */
  static List<String> run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(interpreter(), SCRIPT.toString()));
    command.addAll(List.of(arguments));
    try {
      Path errors = Files.createTempFile(Path.of("target"), "python", ".log");
      Path output = Files.createTempFile(Path.of("target"), "python", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectError(errors.toFile())
              .redirectOutput(output.toFile());
      builder.environment().put("PYTHONIOENCODING", "utf-8");
      Process process = builder.start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end within " + SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(errors));
      }
      return Files.readAllLines(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  /** Debian's own, whose packages another Python on the path does not see. */
  private static String interpreter() {
    Path debian = Path.of("/usr/bin/python3");
    return Files.isExecutable(debian) ? debian.toString() : "python3";
  }
}
