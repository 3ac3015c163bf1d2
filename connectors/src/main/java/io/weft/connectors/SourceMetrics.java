package io.weft.connectors;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows, beside Debezium's own metrics, what capture waits for: Connect calls a task that tries
 * again and again running. As Connect shows it of any plugin (KIP-877).
 */
final class SourceMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(SourceMetrics.class);

  private SourceMetrics() {}

  /**
   * Registers them.
   *
   * @param obstacle what keeps records from flowing; empty if nothing does
   */
  static void register(SourceTaskContext context, Supplier<String> obstacle) {
    try {
      PluginMetrics registry = context.pluginMetrics();
      if (registry != null) {
        MetricName name =
            registry.metricName(
                "obstacle",
                "What capture waits for, or tries again, as a text; empty while records flow",
                new LinkedHashMap<>());
        registry.addMetric(name, (Gauge<String>) (config, now) -> obstacle.get());
      }
    } catch (NoSuchMethodError e) {
      LOG.warn("This Connect worker is older than 4.1 and shows no metrics of plugins");
    } catch (IllegalArgumentException e) {
      // One that Connect gave up waiting for, and that takes its own away when it ends.
      LOG.info("A former task has not ended yet and still shows its metrics");
    }
  }
}
