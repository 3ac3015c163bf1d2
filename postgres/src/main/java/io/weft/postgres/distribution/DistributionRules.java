package io.weft.postgres.distribution;

import io.weft.postgres.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Which column distributes which table. The first rule whose pattern matches the table's whole name
 * counts; reference tables come before all rules.
 *
 * <p>Thread-safe.
 */
public final class DistributionRules {

  private record Rule(Pattern tables, String column) {}

  private final List<Pattern> referenceTables;
  private final List<Rule> rules;
  private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

  /**
   * @param columns rules in the form {@code pattern:column}; a pattern is a regular expression for
   *     a whole {@code schema.table}
   * @param referenceTables patterns of tables to leave alone
   * @throws IllegalArgumentException if one is of another form; the message says what is expected
   */
  public DistributionRules(List<String> columns, List<String> referenceTables) {
    this.rules = columns.stream().map(DistributionRules::rule).toList();
    this.referenceTables = referenceTables.stream().map(DistributionRules::pattern).toList();
  }

  /** The column that distributes the table; empty if the table is to be left alone. */
  public Optional<String> columnOf(TableName table) {
    return columnOf(table.toString());
  }

  /** As {@link #columnOf(TableName)}, by the form in which people and Debezium name the table. */
  public Optional<String> columnOf(String table) {
    return known.computeIfAbsent(table, this::find);
  }

  /** All columns that distribute some table. */
  public Set<String> columns() {
    return rules.stream().map(Rule::column).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether every node holds the table whole. */
  public boolean isReference(TableName table) {
    return isReference(table.toString());
  }

  private boolean isReference(String table) {
    return referenceTables.stream().anyMatch(pattern -> pattern.matcher(table).matches());
  }

  private Optional<String> find(String table) {
    if (isReference(table)) {
      return Optional.empty();
    }
    return rules.stream()
        .filter(rule -> rule.tables().matcher(table).matches())
        .map(Rule::column)
        .findFirst();
  }

  /** Split at the last colon, as a pattern may hold others. */
  private static Rule rule(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new IllegalArgumentException(
          "Not a rule: '%s'. Write pattern:column, such as public[.](orders|items):tenant_id"
              .formatted(text));
    }
    return new Rule(pattern(text.substring(0, colon)), text.substring(colon + 1));
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Not a regular expression: '%s': %s".formatted(text, e.getDescription()), e);
    }
  }
}
