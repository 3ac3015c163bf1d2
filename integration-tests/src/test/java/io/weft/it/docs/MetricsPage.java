package io.weft.it.docs;

import io.weft.connectors.PostgresSourceTask;
import io.weft.connectors.copy.CopySourceTask;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.plan.CopyPlan;
import io.weft.postgres.Lsn;
import io.weft.sink.WeftSinkTask;
import io.weft.transforms.DistributionLookup;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The metrics that tasks register when they start. */
final class MetricsPage {

  /** What its connector would tell a task. */
  private static final Map<String, String> COPY =
      CopyAssignment.each("0-0-0", Lsn.NONE, new CopyPlan(List.of()), 1).get(0).addedTo(Map.of());

  private MetricsPage() {}

  static String text() {
    return """
        # Metrics

        The sink shows its numbers as JMX attributes of `kafka.connect:type=plugins,connector=<name>,task=0`, with Connect's
        other metrics of plugins (KIP-877; workers from Kafka 4.1 on). Counts begin at each start of the task, and count what
        is durable in the target.

        | attribute | meaning |
        | --- | --- |
        %s
        For each table, once its first row is applied, the attributes whose names begin with `rows-` or `tables-` are there
        once more, as `table-rows-…` and `table-tables-…`, under the tag `table=<schema>.<table>`.

        With `mode=copy` the sink shows, for each task:

        | attribute | meaning |
        | --- | --- |
        %s
        and those that begin with `copy-rows-` and `copy-bytes-` for each table, as `table-copy-…`.

        The source shows, in the same way:

        | attribute | meaning |
        | --- | --- |
        %s
        Beside that it shows Debezium's own metrics, as
        `debezium.postgres:type=connector-metrics,context=snapshot|streaming,server=<topic.prefix>`.

        Each task of a bulk copy shows, in the same way:

        | attribute | meaning |
        | --- | --- |
        %s
        The connector shows `obstacle` for itself, without a `task`.

        The transform `DistributionLookup` shows, in the same way, under the tag `transformation=<its name in transforms>`:

        | attribute | meaning |
        | --- | --- |
        %s"""
        .formatted(
            rows(registered("stream", "p[.].*")),
            rows(registered("copy", "p[.]copy[.].*")),
            rows(registeredBySource(new PostgresSourceTask(), Map.of())),
            rows(registeredBySource(new CopySourceTask(), COPY)),
            rows(registeredByLookup()));
  }

  private static String rows(Map<String, String> metrics) {
    StringBuilder rows = new StringBuilder();
    metrics.forEach(
        (name, description) ->
            rows.append("| `%s` | %s |%n".formatted(name, SettingsTable.cell(description))));
    return rows.toString();
  }

  private static Map<String, String> registeredBySource(
      SourceTask task, Map<String, String> others) {
    Registry registry = new Registry();
    task.initialize(
        (SourceTaskContext)
            Proxy.newProxyInstance(
                MetricsPage.class.getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "pluginMetrics" -> registry;
                      case "transactionContext" -> nothing(TransactionContext.class);
                      default -> nothing(OffsetStorageReader.class);
                    }));
    Map<String, String> settings = new HashMap<>(others);
    settings.putAll(
        Map.of(
            "database.hostname", "127.0.0.1",
            "database.port", "9",
            "database.user", "nobody",
            "database.dbname", "nothing",
            "topic.prefix", "p"));
    task.start(settings);
    task.stop();
    return registry.descriptions;
  }

  private static Map<String, String> registeredByLookup() {
    Registry registry = new Registry();
    try (DistributionLookup<SourceRecord> lookup = new DistributionLookup<>()) {
      lookup.configure(Map.of("columns", ".*:tenant_id"));
      lookup.withPluginMetrics(registry);
    }
    return registry.descriptions;
  }

  private static Object nothing(Class<?> type) {
    return Proxy.newProxyInstance(
        MetricsPage.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> null);
  }

  private static Map<String, String> registered(String mode, String topics) {
    Registry registry = new Registry();
    WeftSinkTask task = new WeftSinkTask();
    task.initialize(
        (SinkTaskContext)
            Proxy.newProxyInstance(
                MetricsPage.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) ->
                    method.getName().equals("pluginMetrics") ? registry : null));
    // It will not find a target there, but its metrics are there before it looks.
    task.start(
        Map.of(
            "connection.url",
            "postgresql://nobody@127.0.0.1:9/nothing",
            "mode",
            mode,
            "topic.prefix",
            "p",
            "topics.regex",
            topics));
    task.stop();
    return registry.descriptions;
  }

  /** Keeps names and descriptions. */
  private static final class Registry implements PluginMetrics {
    private final Map<String, String> descriptions = new TreeMap<>();

    @Override
    @SuppressWarnings("NonApiType") // Kafka's signature
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> value) {
      descriptions.put(name.name(), name.description());
    }

    @Override
    public void removeMetric(MetricName name) {}

    @Override
    public Sensor addSensor(String name) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public void removeSensor(String name) {}
  }
}
