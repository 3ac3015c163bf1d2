package io.weft.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/**
 * A distributed Connect worker with exactly-once sources, on loopback, whose plugins are those on
 * the class path.
 *
 * <p>It keeps nothing of its own: what it must remember is in Kafka.
 */
public final class ConnectWorker implements AutoCloseable {

  private final Connect<DistributedHerder> connect;

  private ConnectWorker(Connect<DistributedHerder> connect) {
    this.connect = connect;
  }

  /**
   * Starts a worker, the only one of its group; returns when its REST interface answers, which is
   * before it has joined its group. Whatever an earlier worker of the group left open is ended
   * first.
   *
   * @param bootstrapServers any Kafka
   * @param settings worker settings instead of Weft's own
   * @throws StartException if it does not start
   */
  public static ConnectWorker start(String bootstrapServers, Map<String, String> settings) {
    FatalExit.install();
    Map<String, String> all = new HashMap<>(WorkerSettings.of(bootstrapServers));
    all.putAll(settings);
    FormerSelf.fence(all);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      return new ConnectWorker(new ConnectDistributed().startConnect(all));
    } catch (RuntimeException | FatalExit.Stopped e) {
      throw new StartException(
          "The Connect worker did not start against " + bootstrapServers + ": " + Causes.reason(e),
          e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Where its REST interface is. */
  public URI restUri() {
    return connect.rest().advertisedUrl();
  }

  /** Stops connectors and worker cleanly. */
  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
  }

  /**
   * Runs a worker as a process of its own until it is killed: {@code ConnectWorker LOGFILE
   * BOOTSTRAP-SERVERS [SETTING=VALUE …]}. Prints the line {@code ready URI} when its REST interface
   * answers. Secrets are read from settings named {@code secret.NAME}.
   */
  public static void main(String[] arguments) {
    Logs.toFile(Path.of(arguments[0]));
    Map<String, String> settings = new HashMap<>();
    for (int i = 2; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      if (pair[0].startsWith("secret.")) {
        Secrets.put(pair[0].substring("secret.".length()), pair[1]);
      } else {
        settings.put(pair[0], pair[1]);
      }
    }
    ConnectWorker worker = start(arguments[1], settings);
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "worker-shutdown"));
    System.out.println("ready " + worker.restUri());
  }
}
