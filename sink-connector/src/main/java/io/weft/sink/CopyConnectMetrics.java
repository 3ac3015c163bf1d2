package io.weft.sink;

import io.weft.postgres.TableName;
import io.weft.sink.metrics.CopyMetrics;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Shows the numbers of a task of the bulk copy, as {@link ConnectMetrics} those of the stream. */
final class CopyConnectMetrics {

  private final Gauges gauges;

  private CopyConnectMetrics(Gauges gauges) {
    this.gauges = gauges;
  }

  static void register(CopyMetrics metrics, SinkTaskContext context) {
    Gauges.of(context)
        .map(CopyConnectMetrics::new)
        .ifPresent(
            shown -> {
              shown.task(metrics);
              metrics.onNewTable(table -> shown.table(metrics, table));
            });
  }

  private void task(CopyMetrics metrics) {
    gauges.add("copy-rows-total", "Rows of the copy written by this task", metrics::rows);
    gauges.add(
        "copy-bytes-total",
        "Bytes of the copy written by this task, as COPY has them",
        metrics::bytes);
    gauges.add("copy-chunks-total", "Chunks that this task has ended", metrics::chunks);
    gauges.add(
        "copy-tables-complete",
        "Tables of the pipeline whose copy is complete, when this task wrote last",
        metrics::tablesComplete);
    gauges.add("copy-transactions-total", "Target transactions committed", metrics::transactions);
    gauges.add("copy-time-ms-avg", "Mean time of a target transaction, in ms", metrics::timeMsAvg);
    gauges.add(
        "copy-records-skipped-total",
        "Records left out, since they belong to an older copy of their table or one that came too late",
        metrics::skippedRecords);
    gauges.add(
        "copy-offsets-moved-total",
        "How often another task had written to this one's partitions",
        metrics::movedOffsets);
    gauges.add("retries-total", "Transient failures tried again", metrics::retries);
    gauges.add("buffered-bytes", "Heap held by records under way", metrics::bufferedBytes);
  }

  private void table(CopyMetrics metrics, TableName table) {
    Map<String, String> tags = Map.of("table", table.toString());
    gauges.add(
        "table-copy-rows-total",
        "Rows of the copy written by this task",
        tags,
        () -> metrics.rows(table));
    gauges.add(
        "table-copy-bytes-total",
        "Bytes of the copy written by this task",
        tags,
        () -> metrics.bytes(table));
  }
}
