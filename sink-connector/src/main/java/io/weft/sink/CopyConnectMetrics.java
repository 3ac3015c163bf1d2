package io.weft.sink;

import io.weft.postgres.TableName;
import io.weft.sink.metrics.CopyMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the numbers of a task of the bulk copy, as {@link ConnectMetrics} those of the stream. */
final class CopyConnectMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(CopyConnectMetrics.class);

  private final PluginMetrics registry;

  private CopyConnectMetrics(PluginMetrics registry) {
    this.registry = registry;
  }

  static void register(CopyMetrics metrics, SinkTaskContext context) {
    PluginMetrics registry;
    try {
      registry = context.pluginMetrics();
    } catch (NoSuchMethodError e) {
      LOG.warn("This Connect worker is older than 4.1 and shows no metrics of plugins");
      return;
    }
    CopyConnectMetrics shown = new CopyConnectMetrics(registry);
    shown.task(metrics);
    metrics.onNewTable(table -> shown.table(metrics, table));
  }

  private void task(CopyMetrics metrics) {
    gauge("copy-rows-total", "Rows of the copy written by this task", metrics::rows);
    gauge(
        "copy-bytes-total",
        "Bytes of the copy written by this task, as COPY has them",
        metrics::bytes);
    gauge("copy-chunks-total", "Chunks that this task has ended", metrics::chunks);
    gauge(
        "copy-tables-complete",
        "Tables of the pipeline whose copy is complete, when this task wrote last",
        metrics::tablesComplete);
    gauge("copy-transactions-total", "Target transactions committed", metrics::transactions);
    gauge("copy-time-ms-avg", "Mean time of a target transaction, in ms", metrics::timeMsAvg);
    gauge(
        "copy-records-skipped-total",
        "Records left out, since they belong to an older copy of their table or one that came too late",
        metrics::skippedRecords);
    gauge(
        "copy-offsets-moved-total",
        "How often another task had written to this one's partitions",
        metrics::movedOffsets);
    gauge("retries-total", "Transient failures tried again", metrics::retries);
    gauge("buffered-bytes", "Heap held by records under way", metrics::bufferedBytes);
  }

  private void table(CopyMetrics metrics, TableName table) {
    Map<String, String> tags = Map.of("table", table.toString());
    add(
        "table-copy-rows-total",
        "Rows of the copy written by this task",
        tags,
        () -> metrics.rows(table));
    add(
        "table-copy-bytes-total",
        "Bytes of the copy written by this task",
        tags,
        () -> metrics.bytes(table));
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
