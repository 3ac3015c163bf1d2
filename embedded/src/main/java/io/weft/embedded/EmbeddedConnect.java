package io.weft.embedded;

import java.net.URI;
import java.util.Map;

/**
 * A broker and a worker in this JVM, on one data folder.
 *
 * <p>Started again on its folder it goes on with the connectors that were deployed, also after kill
 * -9. Secrets that these connectors name must be {@linkplain Secrets#put put} before.
 */
public final class EmbeddedConnect implements AutoCloseable {

  /** Under this name {@link Secrets} knows the broker's address, which changes with every start. */
  public static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";

  private final KafkaBroker broker;
  private final ConnectWorker worker;

  private EmbeddedConnect(KafkaBroker broker, ConnectWorker worker) {
    this.broker = broker;
    this.worker = worker;
  }

  /**
   * Starts both; returns when the worker's REST interface answers.
   *
   * @param folder stays the caller's to close, after this
   * @throws StartException if one of them does not start
   */
  public static EmbeddedConnect start(DataFolder folder) {
    KafkaBroker broker = KafkaBroker.start(folder.path().resolve("kafka"));
    Secrets.put(BOOTSTRAP_SERVERS, broker.bootstrapServers());
    try {
      return new EmbeddedConnect(broker, ConnectWorker.start(broker.bootstrapServers(), Map.of()));
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public URI restUri() {
    return worker.restUri();
  }

  /** A client of the worker. */
  public ConnectClient client() {
    return ConnectClient.ofOnlyWorker(restUri());
  }

  /** Stops the worker, then the broker. */
  @Override
  public void close() {
    try {
      worker.close();
    } finally {
      broker.close();
    }
  }
}
