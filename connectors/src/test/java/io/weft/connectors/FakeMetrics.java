package io.weft.connectors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** Keeps what a plugin shows, as Connect does. */
final class FakeMetrics implements PluginMetrics {

  private final Map<String, MetricValueProvider<?>> shown = new ConcurrentHashMap<>();

  /** A metric's value now, as a text; empty if there is none. */
  String text(String name) {
    return shown.get(name) instanceof Gauge<?> gauge ? String.valueOf(gauge.value(null, 0)) : "";
  }

  @Override
  @SuppressWarnings("NonApiType") // Kafka's signature
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName name, MetricValueProvider<?> value) {
    shown.put(name.name(), value);
  }

  @Override
  public void removeMetric(MetricName name) {
    throw new UnsupportedOperationException(name.name());
  }

  @Override
  public Sensor addSensor(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public void removeSensor(String name) {
    throw new UnsupportedOperationException(name);
  }
}
