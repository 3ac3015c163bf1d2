package io.weft.sink;

import io.weft.sink.decode.Operation;
import io.weft.sink.metrics.SinkMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the sink's numbers as Connect shows those of any plugin (KIP-877): MBeans {@code
 * kafka.connect:type=plugins,connector=…,task=…}, those of a table with the tag {@code table}.
 */
final class ConnectMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectMetrics.class);

  private final PluginMetrics registry;

  private ConnectMetrics(PluginMetrics registry) {
    this.registry = registry;
  }

  static void register(SinkMetrics metrics, SinkTaskContext context) {
    PluginMetrics registry;
    try {
      registry = context.pluginMetrics();
    } catch (NoSuchMethodError e) {
      LOG.warn("This Connect worker is older than 4.1 and shows no metrics of plugins");
      return;
    }
    ConnectMetrics shown = new ConnectMetrics(registry);
    shown.changes(metrics);
    shown.flow(metrics);
    metrics.onNewTable(shown::table);
  }

  /** What is counted for the whole sink and for each table. */
  private record Kind(String metric, String description, List<Operation> operations) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("rows-snapshot-total", "Rows of the snapshot applied", List.of(Operation.READ)),
          new Kind("rows-inserted-total", "Inserts applied", List.of(Operation.INSERT)),
          new Kind(
              "rows-updated-total",
              "Updates applied, those that change a key among them",
              List.of(Operation.UPDATE, Operation.KEY_CHANGE_INSERT)),
          new Kind("rows-deleted-total", "Deletes applied", List.of(Operation.DELETE)),
          new Kind("tables-truncated-total", "Truncates applied", List.of(Operation.TRUNCATE)));

  private void changes(SinkMetrics metrics) {
    for (Kind kind : KINDS) {
      gauge(kind.metric(), kind.description(), () -> metrics.changes(kind.operations()));
    }
  }

  private void flow(SinkMetrics metrics) {
    gauge("transactions-applied-total", "Source transactions applied", metrics::transactions);
    gauge("batches-total", "Target transactions committed", metrics::batches);
    gauge("batch-size-last", "Changes in the last target transaction", metrics::lastBatchRows);
    gauge(
        "batch-size-avg", "Mean number of changes in a target transaction", metrics::batchRowsAvg);
    gauge("apply-time-ms-avg", "Mean time of a target transaction, in ms", metrics::applyTimeMsAvg);
    gauge("fallbacks-total", "Batches applied change by change", metrics::fallbacks);
    gauge(
        "drift-total",
        "Rows of the target that were not as the source's history says",
        metrics::drift);
    gauge("retries-total", "Transient failures tried again", metrics::retries);
    gauge(
        "copies-awaited",
        "Tables whose copy is not complete and for which changes wait now (wait.for.copy)",
        metrics::awaitedCopies);
    gauge("buffered-bytes", "Heap held by transactions under way", metrics::bufferedBytes);
    gauge(
        "lag-bytes",
        "Source log between the last commit read and the last applied",
        metrics::lagBytes);
    gauge("lag-ms", "Time between the last commit read and the last applied", metrics::lagMs);
  }

  private void table(SinkMetrics.TableCounts counts) {
    Map<String, String> tags = Map.of("table", counts.table().toString());
    for (Kind kind : KINDS) {
      add(
          "table-" + kind.metric(),
          kind.description(),
          tags,
          () -> counts.changes(kind.operations()));
    }
  }

  private void gauge(String name, String description, Supplier<? extends Number> value) {
    add(name, description, Map.of(), value);
  }

  private void add(
      String name, String description, Map<String, String> tags, Supplier<? extends Number> value) {
    MetricName metric = registry.metricName(name, description, new LinkedHashMap<>(tags));
    try {
      registry.addMetric(metric, (Gauge<Number>) (config, now) -> value.get());
    } catch (IllegalArgumentException e) {
      // Of one that Connect gave up waiting for, and that takes its own away when it ends.
      LOG.info("A former task has not ended yet and still shows its metric {}", name);
    }
  }
}
