package io.weft.benchmarks.capture;

import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.env.WorkerJvm;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Captures a backlog, in a worker of its own: a JVM that has done nothing before.
 *
 * <p>The clock runs from the moment at which the broker takes the first record until the last
 * change may be read by a consumer of committed records.
 */
public final class CaptureRun {

  private static final String CONNECTOR = "capture";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofMinutes(20);

  /** Within this, what comes behind the last change is written too: its transaction's END. */
  private static final long REST_MS = 2_000;

  private final Backlog backlog;
  private final Contestant.Services services;
  private final WorkFolder folder;
  private final int heapMib;

  /**
   * @param registryUrl of the registry for those that need one
   * @param heapMib of each worker
   */
  public CaptureRun(
      Backlog backlog,
      String bootstrapServers,
      String registryUrl,
      WorkFolder folder,
      int heapMib) {
    this.backlog = backlog;
    this.services = new Contestant.Services(bootstrapServers, registryUrl);
    this.folder = folder;
    this.heapMib = heapMib;
  }

  /**
   * How a capture did.
   *
   * @param recordsPerSecond changes, BEGINs and ENDs
   * @param fault what was wrong with what it wrote; empty if nothing was
   */
  public record Outcome(double recordsPerSecond, Optional<String> fault) {}

  /**
   * Runs one.
   *
   * @param round a number that no other run of the same contestant has
   */
  public Outcome of(Contestant contestant, int round)
      throws IOException, SQLException, InterruptedException, ExecutionException, TimeoutException {
    String name = "%s_%d".formatted(contestant.name().toLowerCase(Locale.ROOT), round);
    Topics topics = new Topics(name);
    topics.create(services.bootstrapServers());
    backlog.copySlot(name);
    long lastVisibleMs;
    try (WorkerJvm worker = start(contestant, name)) {
      ConnectClient client = new ConnectClient(worker.restUri());
      client.put(CONNECTOR, settings(contestant, name));
      lastVisibleMs = awaitLastChange(client, topics);
      Thread.sleep(REST_MS);
      client.delete(CONNECTOR);
    }
    backlog.dropSlot(name);
    Census census = Census.of(services.bootstrapServers(), topics);
    double seconds = (lastVisibleMs - census.firstAppendMs()) / 1000.0;
    return new Outcome(
        backlog.expected().records() / seconds,
        census.fault(backlog.expected(), contestant.isExactlyOnce()));
  }

  /** The connectors' settings that are the same for all, for the record of results. */
  public static Map<String, String> sharedSettings() {
    return new TreeMap<>(Settings.shared());
  }

  private WorkerJvm start(Contestant contestant, String name) throws IOException {
    Map<String, String> worker = new HashMap<>(contestant.worker());
    worker.putAll(WorkerJvm.group(name));
    return WorkerJvm.start(
        WorkerJvm.Settings.of(services.bootstrapServers(), heapMib, folder, name)
            .with(contestant.jvmOptions()),
        worker);
  }

  private Map<String, String> settings(Contestant contestant, String name) {
    Map<String, String> settings = contestant.connector(services);
    settings.putAll(backlog.source().uri().debezium());
    settings.put("topic.prefix", name);
    settings.put("slot.name", name);
    return settings;
  }

  /** Returns when it was visible, in ms since 1970. */
  private long awaitLastChange(ConnectClient client, Topics topics)
      throws IOException, TimeoutException {
    requireRunning(client.awaitRunning(CONNECTOR, START_TIMEOUT));
    long end = System.nanoTime() + TIMEOUT.toNanos();
    try (Reader reader = new Reader(services.bootstrapServers(), List.of(topics.last()))) {
      while (!reader.isThereOne()) {
        requireRunning(client.status(CONNECTOR));
        if (System.nanoTime() > end) {
          throw new TimeoutException("Not captured within " + TIMEOUT.toMinutes() + " min");
        }
      }
      return System.currentTimeMillis();
    }
  }

  private static void requireRunning(Optional<ConnectorStatus> status) throws IOException {
    Optional<String> failure = status.flatMap(ConnectorStatus::failure);
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }
}
