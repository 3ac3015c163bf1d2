package io.weft.benchmarks.copy;

import io.weft.benchmarks.env.ConnectConfigs;
import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.GcLog;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.env.WorkerJvm;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import io.weft.embedded.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Weft's two copy connectors, as {@code connect-configs} has them: each in a worker of its own,
 * whose JVM has done nothing before, with a broker between them. The clock runs from the moment at
 * which the source connector is deployed until the target says that all tables are complete.
 */
public final class WeftCopy {

  private static final String NAME = "copied";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofMinutes(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Tables tables;
  private final Database target;
  private final int tasks;
  private final int heapMib;
  private final WorkFolder folder;

  /**
   * @param tasks of each connector
   * @param heapMib of each worker, for all of its tasks
   */
  public WeftCopy(Tables tables, Database target, int tasks, int heapMib, WorkFolder folder) {
    this.tables = tables;
    this.target = target;
    this.tasks = tasks;
    this.heapMib = heapMib;
    this.folder = folder;
  }

  /** Copies all tables; leaves nothing on the source. */
  public Outcome copy()
      throws IOException, SQLException, InterruptedException, ExecutionException, TimeoutException {
    Outcome outcome = run();
    tables.database().execute("select pg_drop_replication_slot('%s')".formatted(NAME));
    tables.database().execute("drop publication " + NAME);
    return outcome;
  }

  private Outcome run()
      throws IOException, SQLException, InterruptedException, ExecutionException, TimeoutException {
    Path data = folder.resolve("kafka");
    try (KafkaBroker broker = KafkaBroker.start(data)) {
      String kafka = broker.bootstrapServers();
      createTopics(kafka);
      WorkerJvm.Settings forSource = WorkerJvm.Settings.of(kafka, heapMib, folder, "copy-source");
      WorkerJvm.Settings forSink = WorkerJvm.Settings.of(kafka, heapMib, folder, "copy-sink");
      try (WorkerJvm reader = WorkerJvm.start(forSource, WorkerJvm.group("copy-source"));
          WorkerJvm writer = WorkerJvm.start(forSink, WorkerJvm.group("copy-sink"))) {
        deploy(writer, sink(kafka));
        long begin = System.nanoTime();
        deploy(reader, source());
        awaitTables(List.of(reader, writer));
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Long> peakMib = new LinkedHashMap<>();
        peakMib.put("sourceWorker", PeakMemory.mib(reader.pid()));
        peakMib.put("sinkWorker", PeakMemory.mib(writer.pid()));
        peakMib.put("broker", PeakMemory.mib(ProcessHandle.current().pid()));
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("heapLimitMiB", heapMib);
        more.put("sourceHeapMiB", GcLog.read(forSource.gcLog()).peakMib());
        more.put("sinkHeapMiB", GcLog.read(forSink.gcLog()).peakMib());
        more.put("brokerBytes", TopicBytes.of(data, NAME + "."));
        return new Outcome(tables.bytes(), tables.rows(), seconds, peakMib, more);
      }
    }
  }

  private void createTopics(String kafka) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .createTopics(
              Tables.ALL.stream()
                  .map(
                      table ->
                          new NewTopic(
                              NAME + ".copy.public." + table, Optional.of(tasks), Optional.empty()))
                  .toList())
          .all()
          .get();
    }
  }

  private static void deploy(WorkerJvm worker, Map<String, String> settings) throws IOException {
    ConnectClient client = new ConnectClient(worker.restUri());
    client.put(NAME, settings);
    requireRunning(client.awaitRunning(NAME, START_TIMEOUT));
  }

  private void awaitTables(List<WorkerJvm> workers)
      throws IOException, SQLException, InterruptedException, TimeoutException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    String isComplete =
        "select count(*) = %d and bool_and(chunks_done = chunks) from weft.copy_table"
            .formatted(Tables.ALL.size());
    String isBegun = "select to_regclass('weft.copy_table') is not null";
    while (!"t".equals(target.text(isBegun)) || !"t".equals(target.text(isComplete))) {
      for (WorkerJvm worker : workers) {
        requireRunning(new ConnectClient(worker.restUri()).status(NAME));
      }
      if (System.nanoTime() > end) {
        throw new TimeoutException("Not copied within " + TIMEOUT.toMinutes() + " min");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private static void requireRunning(Optional<ConnectorStatus> status) throws IOException {
    Optional<String> failure = status.flatMap(ConnectorStatus::failure);
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }

  private Map<String, String> source() {
    Map<String, String> settings = ConnectConfigs.read("source-copy.json");
    settings.keySet().removeIf(key -> key.startsWith("database."));
    settings.putAll(tables.database().uri().debezium());
    settings.put("tasks.max", Integer.toString(tasks));
    settings.put("topic.prefix", NAME);
    settings.put("slot.name", NAME);
    settings.put("publication.name", NAME);
    // As weft run has it where source and target agree on the types.
    settings.put("copy.format", "binary");
    return settings;
  }

  private Map<String, String> sink(String kafka) {
    Map<String, String> settings = ConnectConfigs.read("sink-copy.json");
    settings.remove("connection.password");
    settings.put("tasks.max", Integer.toString(tasks));
    settings.put("connection.url", target.uri().jdbcUrl());
    settings.put("connection.user", target.uri().user());
    settings.put("pipeline", NAME);
    settings.put("topic.prefix", NAME);
    settings.put("topics.regex", NAME + "[.]copy[.].*");
    settings.put("kafka.bootstrap.servers", kafka);
    return settings;
  }
}
