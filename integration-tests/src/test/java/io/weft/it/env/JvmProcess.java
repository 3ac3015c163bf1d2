package io.weft.it.env;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own on this test's class path, that can be killed as by {@code kill -9}.
 *
 * <p>What it prints goes to a file under {@link TestFiles#logs()}, and is at hand as {@link
 * #output()}. It does not outlive the test's JVM.
 */
public final class JvmProcess implements AutoCloseable {

  private static final String END = "\0";

  private final String name;
  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final Thread reader;

  private JvmProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    reader = new Thread(this::read, name + "-output");
    reader.setDaemon(true);
    reader.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * What to run.
   *
   * @param name names its output file
   * @param options options of the JVM, such as {@code -Xmx256m}
   * @param environment variables beside those of this JVM
   */
  public record Command(
      String name,
      String mainClass,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment) {

    public Command(String name, String mainClass, List<String> options, List<String> arguments) {
      this(name, mainClass, options, arguments, Map.of());
    }
  }

  /** Starts it; standard output and standard error come as one. */
  public static JvmProcess start(Command command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Duser.timezone=UTC");
    line.addAll(command.options());
    line.add(command.mainClass());
    line.addAll(command.arguments());
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    // By the environment, since a class path may be too long for a command line.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(command.environment());
    try {
      return new JvmProcess(command.name(), builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(command.name() + " did not start", e);
    }
  }

  private void read() {
    Path file = TestFiles.logs().resolve(name + ".out");
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        PrintStream copy =
            new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.println(line);
        synchronized (output) {
          output.add(line);
        }
        unread.add(line);
      }
    } catch (IOException e) {
      unread.add("(its output could not be read: " + e.getMessage() + ")");
    } finally {
      unread.add(END);
    }
  }

  /** Waits for the line {@code ready …} and returns what follows the word. */
  public String awaitReady(Duration timeout) {
    return awaitLine("ready ", timeout).substring("ready ".length());
  }

  /**
   * Waits for the next line that begins like this.
   *
   * @throws AssertionError if it does not come, with all that came
   */
  public String awaitLine(String beginning, Duration timeout) {
    return nextLine(beginning, timeout)
        .orElseThrow(
            () ->
                new AssertionError(
                    name
                        + " did not print '"
                        + beginning
                        + "' but:\n"
                        + String.join("\n", output())));
  }

  private Optional<String> nextLine(String beginning, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        String line = unread.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (line == null || line.equals(END)) {
          return Optional.empty();
        }
        if (line.startsWith(beginning)) {
          return Optional.of(line);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything that it has printed up to now. */
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** Waits for its end and returns the exit code. */
  public int awaitExit(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            name + " still runs after " + timeout + ":\n" + String.join("\n", output()));
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** As Ctrl-C does, or as an init system asks. */
  public void terminate() {
    process.destroy();
  }

  /** {@code kill -9}; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    kill();
  }
}
