package io.weft.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker that is its own controller (KRaft, combined mode), on loopback, with its data in
 * one folder.
 *
 * <p>Started again on its folder it goes on, also after kill -9 and on other ports.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaBroker.class);

  /** Another process may take a port between our look and Kafka's. */
  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker on free ports.
   *
   * @param folder where it keeps its data; made and formatted if absent
   * @throws StartException if it does not start
   */
  public static KafkaBroker start(Path folder) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start(folder, Ports.free());
      } catch (StartException e) {
        if (attempt == ATTEMPTS || !isPortTaken(e)) {
          throw e;
        }
        log.info("A port was taken meanwhile; trying others", e);
      }
    }
  }

  /**
   * Starts a broker on a port of one's choice.
   *
   * @param folder where it keeps its data; made and formatted if absent
   * @throws StartException if it does not start
   */
  public static KafkaBroker start(Path folder, int port) {
    KafkaBroker broker = start(folder, port, Map.of());
    try {
      LostMarkers.write(broker.bootstrapServers);
      return broker;
    } catch (RuntimeException e) {
      shutdownQuietly(broker.server);
      throw e;
    }
  }

  /**
   * Starts a broker that may ask its clients for more than Weft's own does, and so is left as it is
   * after a kill -9.
   *
   * @param settings broker settings instead of Weft's own
   * @throws StartException if it does not start
   */
  public static KafkaBroker start(Path folder, int port, Map<String, String> settings) {
    FatalExit.install();
    Path path = folder.toAbsolutePath().normalize();
    FatalExit.watchDisk(path);
    Map<String, String> all = new HashMap<>(BrokerSettings.of(path, port, Ports.freeBeside(port)));
    all.putAll(settings);
    KafkaRaftServer server = null;
    try {
      format(path);
      server = new KafkaRaftServer(new KafkaConfig(all), Time.SYSTEM);
      server.startup();
      return new KafkaBroker(server, "127.0.0.1:" + port);
    } catch (Throwable e) { // Scala does not declare what it throws
      shutdownQuietly(server);
      throw new StartException("Kafka did not start on " + path + ": " + Causes.reason(e), e);
    }
  }

  private static void format(Path folder) throws Exception {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerSettings.NODE_ID)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setDirectories(List.of(folder.toString()))
          .setMetadataLogDirectory(folder.toString())
          .setIgnoreFormatted(true)
          .setPrintStream(nowhere)
          .run();
    }
  }

  private static boolean isPortTaken(StartException e) {
    return Causes.of(e).anyMatch(BindException.class::isInstance);
  }

  private static void shutdownQuietly(KafkaRaftServer server) {
    if (server != null) {
      try {
        server.shutdown();
      } catch (RuntimeException e) {
        log.info("The broker that did not start did not stop cleanly either", e);
      }
    }
  }

  /** Host and port for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops it cleanly. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * Runs a broker as a process of its own until it is killed: {@code KafkaBroker FOLDER [PORT]}.
   * Prints the line {@code ready HOST:PORT} when it may be used; logs to {@code FOLDER.log}.
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Logs.toFile(folder.resolveSibling(folder.getFileName() + ".log"));
    KafkaBroker broker =
        arguments.length > 1 ? start(folder, Integer.parseInt(arguments[1])) : start(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
    System.out.println("ready " + broker.bootstrapServers());
  }
}
