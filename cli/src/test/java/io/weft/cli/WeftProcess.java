package io.weft.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code weft} in a JVM of its own, which can be killed. */
final class WeftProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 180;

  private final Process process;
  private final BufferedReader output;
  private final List<String> seen = new ArrayList<>();

  private WeftProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static WeftProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Weft.class.getName()));
    command.addAll(List.of(arguments));
    return new WeftProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Reads up to a line that contains a text and returns it. */
  String awaitLine(String text) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      seen.add(line);
      if (line.contains(text)) {
        return line;
      }
    }
    throw new IllegalStateException("No line with '" + text + "' in:\n" + String.join("\n", seen));
  }

  /** Reads to the end; returns the exit code. */
  int awaitExit() throws IOException, InterruptedException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      seen.add(line);
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It does not end:\n" + String.join("\n", seen));
    }
    return process.exitValue();
  }

  List<String> lines() {
    return List.copyOf(seen);
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As Ctrl-C, or kill, does; what it says then can still be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
