package io.weft.sink;

import io.weft.sink.decode.Operation;
import io.weft.sink.metrics.SinkMetrics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Shows the sink's numbers as Connect shows those of any plugin (KIP-877): MBeans {@code
 * kafka.connect:type=plugins,connector=…,task=…}, those of a table with the tag {@code table}.
 */
final class ConnectMetrics {

  private final Gauges gauges;

  private ConnectMetrics(Gauges gauges) {
    this.gauges = gauges;
  }

  static void register(SinkMetrics metrics, SinkTaskContext context) {
    Gauges.of(context)
        .map(ConnectMetrics::new)
        .ifPresent(
            shown -> {
              shown.changes(metrics);
              shown.flow(metrics);
              metrics.onNewTable(shown::table);
            });
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
      gauges.add(kind.metric(), kind.description(), () -> metrics.changes(kind.operations()));
    }
  }

  private void flow(SinkMetrics metrics) {
    gauges.add("transactions-applied-total", "Source transactions applied", metrics::transactions);
    gauges.add("batches-total", "Target transactions committed", metrics::batches);
    gauges.add("batch-size-last", "Changes in the last target transaction", metrics::lastBatchRows);
    gauges.add(
        "batch-size-avg", "Mean number of changes in a target transaction", metrics::batchRowsAvg);
    gauges.add(
        "apply-time-ms-avg", "Mean time of a target transaction, in ms", metrics::applyTimeMsAvg);
    gauges.add("fallbacks-total", "Batches applied change by change", metrics::fallbacks);
    gauges.add(
        "drift-total",
        "Rows of the target that were not as the source's history says",
        metrics::drift);
    gauges.add("retries-total", "Transient failures tried again", metrics::retries);
    gauges.add(
        "copies-awaited",
        "Tables whose copy is not complete and for which changes wait now (wait.for.copy)",
        metrics::awaitedCopies);
    gauges.add("buffered-bytes", "Heap held by transactions under way", metrics::bufferedBytes);
    gauges.add(
        "lag-bytes",
        "Source log between the last commit read and the last applied",
        metrics::lagBytes);
    gauges.add("lag-ms", "Time between the last commit read and the last applied", metrics::lagMs);
  }

  private void table(SinkMetrics.TableCounts counts) {
    Map<String, String> tags = Map.of("table", counts.table().toString());
    for (Kind kind : KINDS) {
      gauges.add(
          "table-" + kind.metric(),
          kind.description(),
          tags,
          () -> counts.changes(kind.operations()));
    }
  }
}
