package io.weft.cli.check;

import io.weft.postgres.TableName;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tables as a person names them: {@code schema.table} with {@code *} and {@code ?}; without a dot,
 * a table of any schema. Case counts.
 */
final class TablePatterns {

  private TablePatterns() {}

  /** Returns what the patterns select; all if there are none. Unmatched ones are obstacles. */
  static NavigableSet<TableName> select(
      List<String> patterns, Collection<TableName> tables, Findings findings) {
    if (patterns.isEmpty()) {
      return new TreeSet<>(tables);
    }
    NavigableSet<TableName> selected = new TreeSet<>();
    for (String pattern : patterns) {
      Predicate<TableName> matches = matcher(pattern);
      List<TableName> matched = tables.stream().filter(matches).toList();
      selected.addAll(matched);
      if (matched.isEmpty()) {
        findings.obstacle(
            "No table of the source matches '" + pattern + "'",
            "patterns are schema.table with * and ?, and case counts");
      }
    }
    return selected;
  }

  private static Predicate<TableName> matcher(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return table ->
        compiled.matcher(table.toString()).matches()
            || (pattern.indexOf('.') < 0 && compiled.matcher(table.table()).matches());
  }
}
