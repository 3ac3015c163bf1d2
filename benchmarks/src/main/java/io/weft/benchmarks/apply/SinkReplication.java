package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.WorkerJvm;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sink connector, in a worker of its own: a JVM that has done nothing before. */
final class SinkReplication implements Contestant.Replication {

  /** The collector that spends the least time on what waits in memory by the hundred thousand. */
  private static final List<String> JVM_OPTIONS = List.of("-XX:+UseParallelGC");

  private static final int HEAP_MIB = 1024;

  private final Contestant.Race race;
  private final Map<String, String> connector;
  private final Map<String, String> workerSettings;
  private DelayingProxy proxy;
  private WorkerJvm worker;
  private ConnectClient client;

  SinkReplication(
      Contestant.Race race, Map<String, String> connector, Map<String, String> workerSettings) {
    this.race = race;
    this.connector = connector;
    this.workerSettings = workerSettings;
  }

  /** The JVM of either sink's worker, for the record of results. */
  static String jvm() {
    return "-Xmx%dm %s".formatted(HEAP_MIB, String.join(" ", JVM_OPTIONS));
  }

  @Override
  public void start() throws IOException {
    Map<String, String> settings = new HashMap<>(connector);
    if (race.delayMs() > 0) {
      proxy = DelayingProxy.start(race.target().uri().hosts().get(0), race.delayMs());
      settings.computeIfPresent(
          "connection.url",
          (key, url) ->
              url.replace(race.target().uri().hosts().get(0).toString(), proxy.host().toString()));
    }
    Map<String, String> ofWorker = new HashMap<>(workerSettings);
    ofWorker.putAll(WorkerJvm.group(race.name()));
    worker =
        WorkerJvm.start(
            WorkerJvm.Settings.of(race.bootstrapServers(), HEAP_MIB, race.folder(), race.name())
                .with(JVM_OPTIONS),
            ofWorker);
    client = new ConnectClient(worker.restUri());
    client.put(race.name(), settings);
  }

  @Override
  public Optional<String> failure() throws IOException {
    return client.status(race.name()).flatMap(ConnectorStatus::failure);
  }

  @Override
  public void close() throws IOException {
    if (worker != null) {
      worker.close();
    }
    if (proxy != null) {
      proxy.close();
    }
  }
}
