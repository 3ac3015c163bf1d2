package io.weft.it.env;

import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectWorker;
import io.weft.embedded.KafkaBroker;
import io.weft.embedded.Ports;
import io.weft.it.env.JvmProcess.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A broker and a worker, each a process of its own that can be killed and started again. */
public final class ProcessCluster implements ConnectCluster, AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private final String name;
  private final Options options;
  private final Path folder;
  private final int brokerPort;
  private final boolean ownsBroker;
  private JvmProcess broker;
  private JvmProcess worker;
  private int workers;
  private ConnectClient client;

  private ProcessCluster(String name, Options options, OptionalInt foreignBroker) {
    this.name = name;
    this.options = options;
    folder = TestFiles.scratch(name);
    ownsBroker = foreignBroker.isEmpty();
    brokerPort = foreignBroker.orElseGet(Ports::free);
  }

  /**
   * How it differs from a plain one.
   *
   * @param workerJvm options of the worker's JVM
   * @param workerSettings settings of the worker instead of Weft's own
   */
  public record Options(List<String> workerJvm, Map<String, String> workerSettings) {
    public static final Options PLAIN = new Options(List.of("-Xmx512m"), Map.of());
  }

  /** Starts both. */
  public static ProcessCluster start(String name, Options options) {
    ProcessCluster cluster = new ProcessCluster(name, options, OptionalInt.empty());
    cluster.startBroker();
    cluster.startWorker();
    return cluster;
  }

  /** Starts a worker of another Connect group, on the same broker. */
  public ProcessCluster withAnotherGroup(String group, List<String> workerJvm) {
    return workerBeside(this, group, workerJvm);
  }

  /**
   * Starts nothing but a worker.
   *
   * @param other whose broker it shares
   * @param group of Connect, another one than the other cluster's
   */
  public static ProcessCluster workerBeside(
      ConnectCluster other, String group, List<String> workerJvm) {
    Map<String, String> settings =
        Map.of(
            "group.id", group,
            "config.storage.topic", group + "-configs",
            "offset.storage.topic", group + "-offsets",
            "status.storage.topic", group + "-status");
    String port = other.bootstrapServers().replaceFirst(".*:", "");
    ProcessCluster worker =
        new ProcessCluster(
            group, new Options(workerJvm, settings), OptionalInt.of(Integer.parseInt(port)));
    worker.startWorker();
    return worker;
  }

  /** Starts the broker, on the folder and the port that it had. */
  public void startBroker() {
    broker =
        JvmProcess.start(
            new Command(
                name + "-broker",
                KafkaBroker.class.getName(),
                List.of("-Xmx512m"),
                List.of(folder.resolve("kafka").toString(), Integer.toString(brokerPort))));
    broker.awaitReady(START_TIMEOUT);
  }

  /** Starts the worker; it goes on with the connectors that were deployed. */
  public void startWorker() {
    launchWorker();
    awaitWorker();
  }

  /** Waits until the worker that was launched answers. */
  public void awaitWorker() {
    client = new ConnectClient(URI.create(worker.awaitReady(START_TIMEOUT)));
  }

  /** Starts the worker and leaves it to itself. */
  public void launchWorker() {
    String process = name + "-worker-" + ++workers;
    List<String> arguments = new ArrayList<>();
    arguments.add(TestFiles.logs().resolve(process + ".log").toString());
    arguments.add(bootstrapServers());
    options.workerSettings().forEach((key, value) -> arguments.add(key + "=" + value));
    worker =
        JvmProcess.start(
            new Command(process, ConnectWorker.class.getName(), options.workerJvm(), arguments));
  }

  public void killBroker() {
    broker.kill();
  }

  public void killWorker() {
    worker.kill();
  }

  /**
   * Stops the worker's process in the middle of what it does, its connections open, as a long pause
   * of its machine would. Another one may be started beside it.
   */
  public Frozen freezeWorker() {
    Frozen frozen = new Frozen(worker);
    frozen.signal("STOP");
    return frozen;
  }

  /** A worker that does not know that time goes on. */
  public record Frozen(JvmProcess process) implements AutoCloseable {

    /** Lets it go on where it was. */
    public void wake() {
      signal("CONT");
    }

    private void signal(String name) {
      try {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      process.kill();
    }
  }

  public JvmProcess worker() {
    return worker;
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  @Override
  public ConnectClient connect() {
    return client;
  }

  @Override
  public void close() {
    worker.kill();
    if (ownsBroker) {
      broker.kill();
    }
  }
}
