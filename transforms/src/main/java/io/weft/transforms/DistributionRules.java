package io.weft.transforms;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which column distributes which table. The first rule whose pattern matches the table's whole name
 * counts; reference tables come before all rules.
 *
 * <p>Not thread-safe.
 */
final class DistributionRules {

  private record Rule(Pattern tables, String column) {}

  private final List<Pattern> referenceTables;
  private final List<Rule> rules;
  private final Map<String, Optional<String>> known = new HashMap<>();

  /**
   * @param columns rules in the form {@code pattern:column}
   * @param referenceTables patterns of tables to leave alone
   */
  DistributionRules(List<String> columns, List<String> referenceTables) {
    this.rules = columns.stream().map(rule -> rule(DistributionKey.COLUMNS, rule)).toList();
    this.referenceTables =
        referenceTables.stream()
            .map(pattern -> pattern(DistributionKey.REFERENCE_TABLES, pattern))
            .toList();
  }

  /** The column that distributes the table; empty if the table is to be left alone. */
  Optional<String> columnOf(String table) {
    return known.computeIfAbsent(table, this::find);
  }

  private Optional<String> find(String table) {
    if (referenceTables.stream().anyMatch(pattern -> pattern.matcher(table).matches())) {
      return Optional.empty();
    }
    return rules.stream()
        .filter(rule -> rule.tables().matcher(table).matches())
        .map(Rule::column)
        .findFirst();
  }

  /** Checks the setting as ConfigDef asks. */
  static void requireRules(String key, Object value) {
    strings(value).forEach(text -> rule(key, text));
  }

  /** Checks the setting as ConfigDef asks. */
  static void requirePatterns(String key, Object value) {
    strings(value).forEach(text -> pattern(key, text));
  }

  private static List<String> strings(Object value) {
    return value instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of();
  }

  /** Split at the last colon, as a pattern may hold others. */
  private static Rule rule(String key, String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new ConfigException(
          key, text, "Write pattern:column, such as public[.](orders|items):tenant_id");
    }
    return new Rule(pattern(key, text.substring(0, colon)), text.substring(colon + 1));
  }

  private static Pattern pattern(String key, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new ConfigException(key, text, "Not a regular expression: " + e.getDescription());
    }
  }
}
