package io.weft.benchmarks.large;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.env.WorkerJvm;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectWorker;
import io.weft.embedded.ConnectorStatus;
import io.weft.embedded.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A broker and a worker with the source connector in this JVM, and a worker with the sink in
 * another one.
 */
public final class TwoWorkers implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final KafkaBroker broker;
  private final ConnectWorker sourceWorker;
  private final WorkerJvm sinkWorker;

  private TwoWorkers(KafkaBroker broker, ConnectWorker sourceWorker, WorkerJvm sinkWorker) {
    this.broker = broker;
    this.sourceWorker = sourceWorker;
    this.sinkWorker = sinkWorker;
  }

  /**
   * Starts all three.
   *
   * @param gcLog where the sink's JVM writes about each collection
   * @param heapMib its heap
   */
  public static TwoWorkers start(WorkFolder folder, Path gcLog, int heapMib) throws IOException {
    KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
    try {
      ConnectWorker source =
          ConnectWorker.start(broker.bootstrapServers(), WorkerJvm.group("source"));
      WorkerJvm.Settings settings =
          new WorkerJvm.Settings(
              broker.bootstrapServers(), heapMib, List.of(), gcLog, folder.resolve("sink.log"));
      return new TwoWorkers(broker, source, WorkerJvm.start(settings, WorkerJvm.group("sink")));
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Deploys both connectors; returns when the target holds the copy of the (empty) tables. */
  public void deploy(Database source, Database target)
      throws IOException, SQLException, InterruptedException, TimeoutException {
    deploy(sourceWorker.restUri(), "source", Connectors.source(source, broker.bootstrapServers()));
    deploy(sinkWorker.restUri(), "sink", Connectors.sink(target, broker.bootstrapServers()));
    target.await("select to_regclass('weft.progress') is not null", PAUSE, TIMEOUT);
    target.await(
        "select exists (select from weft.progress where snapshot_complete)", PAUSE, TIMEOUT);
  }

  private static void deploy(URI worker, String name, Map<String, String> settings)
      throws IOException {
    ConnectClient client = new ConnectClient(worker);
    client.put(name, settings);
    String failure =
        client
            .awaitRunning(name, TIMEOUT)
            .filter(status -> !status.isRunning())
            .flatMap(ConnectorStatus::failure)
            .orElse(null);
    if (failure != null) {
      throw new IOException(failure);
    }
  }

  @Override
  public void close() {
    sinkWorker.close();
    sourceWorker.close();
    broker.close();
  }
}
