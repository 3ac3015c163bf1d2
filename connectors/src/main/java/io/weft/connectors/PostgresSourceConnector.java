package io.weft.connectors;

import io.debezium.connector.postgresql.PostgresConnector;
import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.config.CaptureDefaults;
import io.weft.connectors.config.Promises;
import io.weft.connectors.config.Version;
import io.weft.connectors.start.SourceFault;
import io.weft.connectors.start.SourcePreparation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/**
 * Debezium's PostgreSQL connector, made exact: Kafka transactions end at the source's commits, the
 * start meets the slot's position, values are carried whole, and settings that would break any of
 * that are refused.
 */
public final class PostgresSourceConnector extends PostgresConnector {

  @Override
  public String version() {
    return Version.CURRENT;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PostgresSourceTask.class;
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> settings) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> settings) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public ConfigDef config() {
    return CaptureConfig.definition();
  }

  @Override
  public Config validate(Map<String, String> settings) {
    Map<String, ConfigValue> values = new HashMap<>();
    for (ConfigValue value : super.validate(CaptureDefaults.complete(settings)).configValues()) {
      values.put(value.name(), value);
    }
    CaptureConfig.validateOwn(settings).forEach(value -> values.put(value.name(), value));
    Promises.faults(settings).forEach((key, fault) -> valueOf(key, values).addErrorMessage(fault));
    if (values.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      sourceFaults(settings)
          .forEach(fault -> valueOf(fault.key(), values).addErrorMessage(fault.reason()));
    }
    return new Config(new ArrayList<>(values.values()));
  }

  /** Debezium has connected by now, so a failure here is about more than a wrong address. */
  private static List<SourceFault> sourceFaults(Map<String, String> settings) {
    try {
      return new SourcePreparation(new CaptureConfig(settings)).faults();
    } catch (SQLException e) {
      return List.of(
          new SourceFault("database.hostname", "The source cannot be asked: " + e.getMessage()));
    }
  }

  /** Without a value where Connect itself knows the key: it would take a text for another type. */
  private static ConfigValue valueOf(String key, Map<String, ConfigValue> values) {
    return values.computeIfAbsent(
        key, name -> new ConfigValue(name, null, List.of(), new ArrayList<>()));
  }
}
