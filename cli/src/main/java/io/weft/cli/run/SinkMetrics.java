package io.weft.cli.run;

import io.weft.postgres.TableName;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the sink's task, in this JVM, counts, as it shows it by JMX.
 *
 * @param totals the task's own metrics by name
 * @param tables those of single tables, by the text of the name
 */
record SinkMetrics(Map<String, Double> totals, Map<String, Map<String, Double>> tables) {

  /** Reads the metrics of one sink connector; empty while its task does not run. */
  static SinkMetrics read(String connector) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Map<String, Double> totals = new TreeMap<>();
    Map<String, Map<String, Double>> tables = new TreeMap<>();
    try {
      ObjectName pattern =
          new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",*");
      for (ObjectName name : server.queryNames(pattern, null)) {
        String table = name.getKeyProperty("table");
        Map<String, Double> into =
            table == null
                ? totals
                : tables.computeIfAbsent(unquoted(table), key -> new TreeMap<>());
        read(server, name, into);
      }
    } catch (JMException e) {
      throw new IllegalStateException("The metrics of " + connector + " cannot be read", e);
    }
    return new SinkMetrics(totals, tables);
  }

  private static void read(MBeanServer server, ObjectName name, Map<String, Double> into)
      throws JMException {
    String[] attributes =
        java.util.Arrays.stream(server.getMBeanInfo(name).getAttributes())
            .map(attribute -> attribute.getName())
            .toArray(String[]::new);
    for (Attribute attribute : server.getAttributes(name, attributes).asList()) {
      if (attribute.getValue() instanceof Number number) {
        into.merge(attribute.getName(), number.doubleValue(), Double::sum);
      }
    }
  }

  /** Tags are quoted where JMX needs it. */
  private static String unquoted(String tag) {
    return tag.startsWith("\"") ? ObjectName.unquote(tag) : tag;
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
