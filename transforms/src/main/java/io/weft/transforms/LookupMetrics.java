package io.weft.transforms;

import io.weft.transforms.lookup.LookupCounts;
import io.weft.transforms.lookup.Parents;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** Shows how lookups are answered, as Connect shows it of any plugin (KIP-877). */
final class LookupMetrics {

  private final PluginMetrics registry;

  private LookupMetrics(PluginMetrics registry) {
    this.registry = registry;
  }

  static void register(PluginMetrics registry, Supplier<Parents> parents) {
    LookupMetrics metrics = new LookupMetrics(registry);
    Supplier<LookupCounts> counts = () -> parents.get().counts();
    metrics.add(
        "cache-hit-rate",
        "Of all lookups, the part that was answered from memory: 0 to 1",
        () -> counts.get().hitRate());
    metrics.add(
        "cache-hits-total", "Lookups that were answered from memory", () -> counts.get().hits());
    metrics.add(
        "cache-misses-total",
        "Lookups for which a database was asked",
        () -> counts.get().misses());
    metrics.add("cache-rows", "Rows of parents that are remembered", () -> parents.get().rows());
    metrics.add(
        "queries-total", "Queries to the source for rows of parents", () -> counts.get().queries());
    metrics.add(
        "query-rows-total",
        "Rows of parents that these queries brought",
        () -> counts.get().rowsRead());
    metrics.add(
        "fallback-queries-total",
        "Queries to the second database, for rows that the source does not have",
        () -> counts.get().fallbackQueries());
  }

  private <T> void add(String name, String description, Supplier<T> value) {
    MetricName metric = registry.metricName(name, description, new LinkedHashMap<>());
    registry.addMetric(metric, (Gauge<T>) (config, now) -> value.get());
  }
}
