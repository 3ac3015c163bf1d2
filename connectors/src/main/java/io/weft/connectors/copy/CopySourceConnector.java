package io.weft.connectors.copy;

import io.weft.connectors.config.Version;
import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.snapshot.CopyKeeper;
import io.weft.connectors.copy.snapshot.SourceCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Copies tables at the speed of PostgreSQL's COPY, by any number of tasks in one snapshot, exactly
 * up to where {@link io.weft.connectors.PostgresSourceConnector} goes on.
 *
 * <p>Thread rules: Connect calls it by one thread; {@link CopyKeeper} calls back by its own.
 */
public final class CopySourceConnector extends SourceConnector {

  private Map<String, String> settings;
  private CopyKeeper keeper;
  private volatile List<CopyAssignment> assignments = List.of();

  @Override
  public String version() {
    return Version.CURRENT;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CopySourceTask.class;
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorSettings) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> connectorSettings) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public ConfigDef config() {
    return CopyConfig.definition();
  }

  @Override
  public Config validate(Map<String, String> connectorSettings) {
    Map<String, ConfigValue> values = new HashMap<>();
    config().validate(connectorSettings).forEach(value -> values.put(value.name(), value));
    CopyConfig.faults(connectorSettings).forEach((key, fault) -> add(key, fault, values));
    if (values.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      SourceCheck.faults(new CopyConfig(connectorSettings))
          .forEach(fault -> add(fault.key(), fault.reason(), values));
    }
    return new Config(new ArrayList<>(values.values()));
  }

  /** Without a value where Connect itself knows the key: it would take a text for another type. */
  private static void add(String key, String fault, Map<String, ConfigValue> values) {
    values
        .computeIfAbsent(key, name -> new ConfigValue(name, null, List.of(), new ArrayList<>()))
        .addErrorMessage(fault);
  }

  @Override
  public void start(Map<String, String> connectorSettings) {
    settings = connectorSettings;
    keeper =
        new CopyKeeper(
            new CopyConfig(settings),
            context().offsetStorageReader(),
            new CopyKeeper.Listener() {
              @Override
              public void assigned(List<CopyAssignment> assigned) {
                boolean isNews = !assigned.equals(assignments);
                assignments = assigned;
                if (isNews) {
                  context().requestTaskReconfiguration();
                }
              }

              @Override
              public void failed(ConnectException reason) {
                context().raiseError(reason);
              }
            });
    CopyMetrics.ofConnector(() -> context().pluginMetrics(), keeper::obstacle);
    keeper.begin();
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return assignments.stream().map(assignment -> assignment.addedTo(settings)).toList();
  }

  @Override
  public void stop() {
    Optional.ofNullable(keeper).ifPresent(CopyKeeper::close);
  }
}
