package io.weft.connectors.copy;

import io.weft.connectors.copy.read.CopyProgress;
import io.weft.connectors.copy.read.CopyRun;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far the copy is, as Connect shows it of any plugin (KIP-877). */
final class CopyMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(CopyMetrics.class);

  private final PluginMetrics registry;

  private CopyMetrics(PluginMetrics registry) {
    this.registry = registry;
  }

  /** Registers those of a task. */
  static void ofTask(Supplier<PluginMetrics> registry, CopyRun run) {
    in(registry).ifPresent(metrics -> metrics.add(run));
  }

  /** Registers that of a connector. */
  static void ofConnector(Supplier<PluginMetrics> registry, Supplier<String> obstacle) {
    in(registry).ifPresent(metrics -> metrics.obstacle(obstacle));
  }

  private static Optional<CopyMetrics> in(Supplier<PluginMetrics> registry) {
    try {
      return Optional.ofNullable(registry.get()).map(CopyMetrics::new);
    } catch (NoSuchMethodError e) {
      LOG.warn("This Connect worker is older than 4.1 and shows no metrics of plugins");
      return Optional.empty();
    }
  }

  private void add(CopyRun run) {
    CopyProgress progress = run.progress();
    obstacle(run::obstacle);
    add("rows-total", "Rows read since the task's start", progress::rows);
    add("bytes-total", "Bytes of these rows, as they travel", progress::bytes);
    add(
        "bytes-estimated",
        "Bytes of the source's files that the task has to read; rows as they travel are larger or smaller",
        progress::bytesEstimated);
    add("chunks", "Chunks that the task has to read", progress::chunks);
    add(
        "chunks-done",
        "Chunks that it has read, those before the task's start among them",
        progress::chunksDone);
  }

  private void obstacle(Supplier<String> obstacle) {
    add("obstacle", "What the copy waits for, or tries again, as a text; else empty", obstacle);
  }

  private <T> void add(String name, String description, Supplier<T> value) {
    MetricName metric = registry.metricName(name, description, new LinkedHashMap<>());
    try {
      registry.addMetric(metric, (Gauge<T>) (config, now) -> value.get());
    } catch (IllegalArgumentException e) {
      // Of one that Connect gave up waiting for, and that takes its own away when it ends.
      LOG.info("A former task has not ended yet and still shows its metric {}", name);
    }
  }
}
