package io.weft.benchmarks.copy;

import io.weft.benchmarks.env.Rivals;
import io.weft.benchmarks.env.StockSettings;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.env.WorkerJvm;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import io.weft.embedded.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Stock Debezium's snapshot, with the stock Avro converter, into Kafka and no further. The clock
 * runs from its first record to its last.
 */
public final class DebeziumSnapshot {

  private static final String NAME = "stock";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofMinutes(60);
  private static final long PAUSE_MS = 20;

  private DebeziumSnapshot() {}

  /**
   * Copies all tables into Kafka.
   *
   * @param heapMib of the worker
   */
  public static Outcome copy(Tables tables, String registryUrl, int heapMib, WorkFolder folder)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Path data = folder.resolve("kafka-stock");
    try (KafkaBroker broker = KafkaBroker.start(data)) {
      String kafka = broker.bootstrapServers();
      List<TopicPartition> topics =
          Tables.ALL.stream()
              .map(table -> new TopicPartition(NAME + ".public." + table, 0))
              .toList();
      WorkerJvm.Settings jvm = WorkerJvm.Settings.of(kafka, heapMib, folder, NAME);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
          WorkerJvm worker = WorkerJvm.start(jvm, worker())) {
        admin
            .createTopics(
                topics.stream()
                    .map(t -> new NewTopic(t.topic(), Optional.of(1), Optional.empty()))
                    .toList())
            .all()
            .get();
        ConnectClient client = new ConnectClient(worker.restUri());
        client.put(NAME, connector(tables, registryUrl));
        requireRunning(client.awaitRunning(NAME, START_TIMEOUT));
        long begin = await(admin, topics, 1, client);
        long end = await(admin, topics, tables.rows(), client);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("heapLimitMiB", heapMib);
        more.put("brokerBytes", TopicBytes.of(data, NAME + "."));
        return new Outcome(
            tables.bytes(),
            tables.rows(),
            (end - begin) / 1e9,
            Map.of("sourceWorker", PeakMemory.mib(worker.pid())),
            more);
      }
    }
  }

  private static Map<String, String> worker() {
    Map<String, String> worker = new HashMap<>(WorkerJvm.group(NAME));
    worker.put("exactly.once.source.support", "disabled");
    worker.put("plugin.path", Rivals.plugins().toString());
    worker.put("plugin.discovery", "hybrid_warn");
    return worker;
  }

  private static Map<String, String> connector(Tables tables, String registryUrl) {
    Map<String, String> settings = new HashMap<>(tables.database().uri().debezium());
    settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    settings.put("tasks.max", "1");
    settings.put("plugin.name", "pgoutput");
    settings.put("topic.prefix", NAME);
    settings.put("slot.name", NAME);
    settings.put("publication.name", NAME);
    settings.put("snapshot.mode", "initial_only");
    settings.put("table.include.list", "public[.](" + String.join("|", Tables.ALL) + ")");
    settings.put("producer.override.compression.type", "lz4");
    settings.put("producer.override.linger.ms", "5");
    settings.put("producer.override.batch.size", "262144");
    for (String converter : List.of("key.converter", "value.converter")) {
      settings.put(converter, StockSettings.CONVERTER);
      StockSettings.registering(registryUrl)
          .forEach((key, value) -> settings.put(converter + "." + key, value));
    }
    return settings;
  }

  private static long await(
      Admin admin, List<TopicPartition> topics, long records, ConnectClient client)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() < end) {
      long written =
          admin
              .listOffsets(
                  topics.stream()
                      .collect(Collectors.toMap(Function.identity(), t -> OffsetSpec.latest())))
              .all()
              .get()
              .values()
              .stream()
              .mapToLong(offset -> offset.offset())
              .sum();
      if (written >= records) {
        return System.nanoTime();
      }
      requireRunning(client.status(NAME));
      Thread.sleep(PAUSE_MS);
    }
    throw new TimeoutException("Not copied within " + TIMEOUT.toMinutes() + " min");
  }

  private static void requireRunning(Optional<ConnectorStatus> status) throws IOException {
    Optional<String> failure = status.flatMap(ConnectorStatus::failure);
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }
}
