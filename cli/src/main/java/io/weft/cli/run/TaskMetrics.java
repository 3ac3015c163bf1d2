package io.weft.cli.run;

import io.weft.postgres.TableName;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What a connector's task, in this JVM, counts and says, as it shows it by JMX.
 *
 * @param totals the task's own numbers by name
 * @param tables those of single tables, by the text of the name
 * @param texts what it says, by name
 */
record TaskMetrics(
    Map<String, Double> totals,
    Map<String, Map<String, Double>> tables,
    Map<String, String> texts) {

  /** Reads the metrics of one connector; empty while its task does not run. */
  static TaskMetrics read(String connector) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Map<String, Double> totals = new TreeMap<>();
    Map<String, Map<String, Double>> tables = new TreeMap<>();
    Map<String, String> texts = new TreeMap<>();
    try {
      ObjectName pattern =
          new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",*");
      for (ObjectName name : server.queryNames(pattern, null)) {
        String table = name.getKeyProperty("table");
        Map<String, Double> into =
            table == null
                ? totals
                : tables.computeIfAbsent(unquoted(table), key -> new TreeMap<>());
        read(server, name, into, texts);
      }
    } catch (JMException e) {
      throw new IllegalStateException("The metrics of " + connector + " cannot be read", e);
    }
    return new TaskMetrics(totals, tables, texts);
  }

  private static void read(
      MBeanServer server, ObjectName name, Map<String, Double> into, Map<String, String> texts)
      throws JMException {
    String[] attributes =
        java.util.Arrays.stream(server.getMBeanInfo(name).getAttributes())
            .map(attribute -> attribute.getName())
            .toArray(String[]::new);
    for (Attribute attribute : server.getAttributes(name, attributes).asList()) {
      if (attribute.getValue() instanceof Number number) {
        into.merge(attribute.getName(), number.doubleValue(), Double::sum);
      } else if (attribute.getValue() instanceof String text && !text.isEmpty()) {
        texts.put(attribute.getName(), text);
      }
    }
  }

  /** Tags are quoted where JMX needs it. */
  private static String unquoted(String tag) {
    return tag.startsWith("\"") ? ObjectName.unquote(tag) : tag;
  }

  /** What the task says under a name, if it says anything. */
  Optional<String> text(String metric) {
    return Optional.ofNullable(texts.get(metric));
  }

  long total(String metric) {
    return count(totals, metric);
  }

  OptionalLong gauge(String metric) {
    Double value = totals.get(metric);
    return value == null || value.isNaN() || value < 0
        ? OptionalLong.empty()
        : OptionalLong.of(value.longValue());
  }

  long ofTable(TableName table, String metric) {
    return count(tables.getOrDefault(table.toString(), Map.of()), metric);
  }

  private static long count(Map<String, Double> from, String metric) {
    return from.getOrDefault(metric, 0.0).longValue();
  }
}
