package io.weft.it.pipeline;

import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import io.weft.it.env.ConnectCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A connector that a test deploys, watches and removes.
 *
 * @param cluster where it runs
 */
record Connector(ConnectCluster cluster, String name, Map<String, String> settings) {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

  Connector {
    settings = Map.copyOf(settings);
  }

  /** Deploys it; returns when it runs, fails if it does not. */
  void start() {
    deploy();
    try {
      client().awaitRunning(name, START_TIMEOUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireHealthy();
  }

  /** Deploys it; it may well fail then. */
  void deploy() {
    try {
      client().put(name, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " was not deployed", e);
    }
  }

  /** Removes it, and waits until its tasks are gone. */
  void remove() {
    try {
      client().delete(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().atMost(START_TIMEOUT).until(() -> status().isEmpty());
  }

  /**
   * Fails with the connector's own trace if it has failed. A worker that is away is no failure of
   * the connector.
   */
  void requireHealthy() {
    Optional<ConnectorStatus> status;
    try {
      status = client().status(name);
    } catch (IOException e) {
      return;
    }
    status
        .filter(known -> known.failure().isPresent())
        .ifPresent(
            failed -> {
              throw new AssertionError(
                  name + " failed: " + failed.failure().orElseThrow() + "\n" + failed);
            });
  }

  /** Waits until it has stopped by itself, and returns why: one line. */
  String awaitFailure(Duration timeout) {
    return Awaitility.await()
        .atMost(timeout)
        .until(() -> status().flatMap(ConnectorStatus::failure), Optional::isPresent)
        .orElseThrow();
  }

  Optional<ConnectorStatus> status() {
    try {
      return client().status(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its state for a message, whatever has become of the worker. */
  String describe() {
    try {
      return name + ": " + client().status(name);
    } catch (IOException e) {
      return name + ": " + e.getMessage();
    }
  }

  private ConnectClient client() {
    return cluster.connect();
  }
}
