package io.weft.benchmarks.env;

import io.weft.embedded.ConnectWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Connect worker in a JVM of its own, with a heap of its own size. */
public final class WorkerJvm implements AutoCloseable {

  private static final String READY = "ready ";

  private final Process process;
  private final URI restUri;

  private WorkerJvm(Process process, URI restUri) {
    this.process = process;
    this.restUri = restUri;
  }

  /**
   * What to start.
   *
   * @param jvmOptions further options of the JVM
   * @param gcLog where the JVM writes about each collection
   * @param log where the worker logs
   */
  public record Settings(
      String bootstrapServers, int heapMib, List<String> jvmOptions, Path gcLog, Path log) {

    public Settings {
      jvmOptions = List.copyOf(jvmOptions);
    }

    /** With both logs in a folder, under a name. */
    public static Settings of(
        String bootstrapServers, int heapMib, WorkFolder folder, String name) {
      return new Settings(
          bootstrapServers,
          heapMib,
          List.of(),
          folder.resolve(name + "-gc.log"),
          folder.resolve(name + ".log"));
    }

    /** The same with further options of the JVM. */
    public Settings with(List<String> options) {
      return new Settings(bootstrapServers, heapMib, options, gcLog, log);
    }
  }

  /** The settings that make a worker the only one of a group, beside others on the same Kafka. */
  public static Map<String, String> group(String name) {
    return Map.of(
        "group.id", name,
        "config.storage.topic", name + "-config",
        "offset.storage.topic", name + "-offset",
        "status.storage.topic", name + "-status");
  }

  /**
   * Starts it; returns when its REST interface answers.
   *
   * @param worker worker settings instead of Weft's own
   */
  public static WorkerJvm start(Settings settings, Map<String, String> worker) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Jvm.java());
    line.add("-Duser.timezone=UTC");
    line.add("-Xmx" + settings.heapMib() + "m");
    line.addAll(settings.jvmOptions());
    line.add("-Xlog:gc:file=" + settings.gcLog());
    line.add(ConnectWorker.class.getName());
    line.add(settings.log().toString());
    line.add(settings.bootstrapServers());
    worker.forEach((key, value) -> line.add(key + "=" + value));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new WorkerJvm(process, awaitReady(process));
  }

  private static URI awaitReady(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return URI.create(line.substring(READY.length()));
      }
      said.append(line).append('\n');
    }
    throw new IOException("The worker's JVM did not start:\n" + said);
  }

  /** Where its REST interface is. */
  public URI restUri() {
    return restUri;
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
