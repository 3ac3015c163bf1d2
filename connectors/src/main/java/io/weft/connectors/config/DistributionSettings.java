package io.weft.connectors.config;

import io.weft.postgres.distribution.DistributionPaths;
import io.weft.postgres.distribution.DistributionRules;
import io.weft.postgres.distribution.ForeignKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which column distributes which table, and the foreign keys by which tables without it find it.
 *
 * @param keys the settings' names, for people
 * @param columns in the form {@code pattern:column}
 * @param referenceTables patterns of tables to leave alone
 * @param foreignKeys declared ones, as {@link ForeignKey#parse} reads them
 */
public record DistributionSettings(
    Keys keys, List<String> columns, List<String> referenceTables, String foreignKeys) {

  private static final String COLUMNS = "columns";
  private static final String REFERENCE_TABLES = "reference.tables";

  public DistributionSettings {
    columns = List.copyOf(columns);
    referenceTables = List.copyOf(referenceTables);
  }

  /**
   * What the settings are called.
   *
   * @param prefix before each name
   */
  public record Keys(String prefix) {

    public String columns() {
      return prefix + COLUMNS;
    }

    public String referenceTables() {
      return prefix + REFERENCE_TABLES;
    }

    public String foreignKeys() {
      return prefix + ForeignKey.SETTING;
    }
  }

  /** Reads those whose names begin with a prefix. */
  public static DistributionSettings read(Map<String, String> settings, String prefix) {
    Keys keys = new Keys(prefix);
    return new DistributionSettings(
        keys,
        list(settings.get(keys.columns())),
        list(settings.get(keys.referenceTables())),
        settings.getOrDefault(keys.foreignKeys(), "").trim());
  }

  /** As Connect's own lists are written. */
  private static List<String> list(String value) {
    return value == null || value.isBlank()
        ? List.of()
        : Arrays.stream(value.split(",")).map(String::trim).filter(e -> !e.isEmpty()).toList();
  }

  /** Whether no table is to be distributed. */
  public boolean isEmpty() {
    return columns.isEmpty();
  }

  /** Whether the same tables get the same columns by the same foreign keys, as far as they say. */
  public boolean saysTheSameAs(DistributionSettings other) {
    return columns.equals(other.columns)
        && referenceTables.equals(other.referenceTables)
        && ForeignKey.parse(foreignKeys).equals(ForeignKey.parse(other.foreignKeys));
  }

  /**
   * The rules.
   *
   * @throws IllegalArgumentException if a setting is of another form
   */
  public DistributionRules rules() {
    return new DistributionRules(columns, referenceTables);
  }

  /**
   * What finds the tables' paths.
   *
   * @throws IllegalArgumentException if a setting is of another form
   */
  public DistributionPaths paths() {
    return new DistributionPaths(rules(), ForeignKey.parse(foreignKeys));
  }

  /** What is wrong with the settings by themselves, by key. */
  public Map<String, String> faults() {
    Map<String, String> faults = new LinkedHashMap<>();
    check(keys.columns(), () -> new DistributionRules(columns, List.of()), faults);
    check(keys.referenceTables(), () -> new DistributionRules(List.of(), referenceTables), faults);
    check(keys.foreignKeys(), () -> ForeignKey.parse(foreignKeys), faults);
    return faults;
  }

  private static void check(String key, Runnable reading, Map<String, String> faults) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      faults.put(key, e.getMessage());
    }
  }
}
