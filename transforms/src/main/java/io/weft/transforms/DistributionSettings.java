package io.weft.transforms;

import io.weft.postgres.distribution.DistributionRules;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings that say which column distributes which table. */
final class DistributionSettings {

  static final String COLUMNS = "columns";
  static final String REFERENCE_TABLES = "reference.tables";
  static final String GROUP = "Distribution";

  /** How many they are. */
  static final int COUNT = 2;

  private DistributionSettings() {}

  static ConfigDef definition() {
    return new ConfigDef()
        .define(
            COLUMNS,
            ConfigDef.Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            accepted(
                value -> new DistributionRules(strings(value), List.of()),
                "pattern:column, pattern:column, …"),
            Importance.HIGH,
            "Which column distributes which tables: pattern:column, separated by commas. A pattern"
                + " is a regular expression, without commas, for a whole schema.table. The first"
                + " match counts; tables that none matches are left alone.",
            GROUP,
            1,
            Width.LONG,
            "Distribution columns")
        .define(
            REFERENCE_TABLES,
            ConfigDef.Type.LIST,
            "",
            accepted(
                value -> new DistributionRules(List.of(), strings(value)), "regular expressions"),
            Importance.MEDIUM,
            "Tables that every node holds whole, as patterns like those of columns: they are left"
                + " alone, also where a pattern of columns matches.",
            GROUP,
            2,
            Width.LONG,
            "Reference tables");
  }

  static DistributionRules rules(AbstractConfig config) {
    return new DistributionRules(config.getList(COLUMNS), config.getList(REFERENCE_TABLES));
  }

  /** A setting that is right if it can be read. */
  static ConfigDef.Validator accepted(Consumer<Object> read, String form) {
    return LambdaValidator.with(
        (key, value) -> {
          try {
            read.accept(value);
          } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
          }
        },
        () -> form);
  }

  private static List<String> strings(Object value) {
    return value instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
  }
}
