package io.weft.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers as Connect shows those of any plugin (KIP-877). */
final class Gauges {

  private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);

  private final PluginMetrics registry;

  private Gauges(PluginMetrics registry) {
    this.registry = registry;
  }

  /** Those of a task; empty on a worker that is too old for them. */
  static Optional<Gauges> of(SinkTaskContext context) {
    try {
      return Optional.of(new Gauges(context.pluginMetrics()));
    } catch (NoSuchMethodError e) {
      LOG.warn("This Connect worker is older than 4.1 and shows no metrics of plugins");
      return Optional.empty();
    }
  }

  void add(String name, String description, Supplier<? extends Number> value) {
    add(name, description, Map.of(), value);
  }

  void add(
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
