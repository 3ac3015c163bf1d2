package io.weft.sink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Stands in for the worker: keeps what a task asks of it. */
final class FakeTaskContext implements SinkTaskContext, PluginMetrics {

  final Set<TopicPartition> assignment = new HashSet<>();
  final Set<TopicPartition> paused = new HashSet<>();
  final Map<TopicPartition, Long> sought = new HashMap<>();
  final Map<String, MetricValueProvider<?>> metrics = new HashMap<>();

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    sought.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition tp, long offset) {
    sought.put(tp, offset);
  }

  @Override
  public void timeout(long timeoutMs) {}

  @Override
  public Set<TopicPartition> assignment() {
    return assignment;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(Set.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    paused.removeAll(Set.of(partitions));
  }

  @Override
  public void requestCommit() {}

  @Override
  public PluginMetrics pluginMetrics() {
    return this;
  }

  @Override
  @SuppressWarnings("NonApiType") // Kafka's signature
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName metricName, MetricValueProvider<?> metricValueProvider) {
    metrics.put(metricName.name() + metricName.tags().values(), metricValueProvider);
  }

  @Override
  public void removeMetric(MetricName metricName) {}

  @Override
  public Sensor addSensor(String name) {
    throw new IllegalStateException("the sink uses gauges only");
  }

  @Override
  public void removeSensor(String name) {}
}
