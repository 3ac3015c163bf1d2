package io.weft.sink;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Applies what a PostgreSQL source wrote to Kafka to another PostgreSQL: whole source transactions,
 * in commit order, exactly once. It runs one task, whatever {@code tasks.max} says, since commit
 * order has one head. With {@code mode=copy} it writes the rows of the bulk copy, with as many
 * tasks as there may be.
 */
public final class WeftSinkConnector extends SinkConnector {

  private Map<String, String> settings = Map.of();

  /** Called by Connect. */
  public WeftSinkConnector() {}

  @Override
  public String version() {
    return Version.ofWeft();
  }

  @Override
  public void start(Map<String, String> props) {
    settings = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return WeftSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    int tasks = SinkConfig.COPY.equals(settings.get(SinkConfig.MODE)) ? maxTasks : 1;
    return Collections.nCopies(tasks, settings);
  }

  @Override
  public void stop() {
    settings = Map.of();
  }

  @Override
  public ConfigDef config() {
    return SinkConfig.DEFINITION;
  }

  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Config config = super.validate(connectorConfigs);
    Map<String, ConfigValue> values = new HashMap<>();
    config.configValues().forEach(value -> values.put(value.name(), value));
    Promises.broken(connectorConfigs)
        .forEach(
            (key, fault) -> values.computeIfAbsent(key, ConfigValue::new).addErrorMessage(fault));
    patterns(values.get(SinkConfig.TABLES));
    return new Config(List.copyOf(values.values()));
  }

  private static void patterns(ConfigValue tables) {
    if (tables.value() instanceof List<?> list) {
      for (Object pattern : list) {
        try {
          Pattern.compile(pattern.toString());
        } catch (PatternSyntaxException e) {
          tables.addErrorMessage(
              "Not a regular expression: " + pattern + ": " + e.getDescription());
        }
      }
    }
  }
}
