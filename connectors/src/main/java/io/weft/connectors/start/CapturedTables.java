package io.weft.connectors.start;

import io.weft.connectors.start.CatalogTable.Identity;
import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides which tables are captured: those that the settings choose, partitioned tables as their
 * root only.
 */
final class CapturedTables {

  private CapturedTables() {}

  /**
   * The chosen tables, without partitions of chosen tables.
   *
   * @param all every table of the source
   * @param isChosen what the settings' lists say of a name
   */
  static List<CatalogTable> choose(List<CatalogTable> all, Predicate<TableName> isChosen) {
    List<CatalogTable> chosen = all.stream().filter(table -> isChosen.test(table.name())).toList();
    Set<Long> chosenIds = chosen.stream().map(CatalogTable::oid).collect(Collectors.toSet());
    return chosen.stream()
        .filter(table -> table.ancestors().stream().noneMatch(chosenIds::contains))
        .toList();
  }

  /**
   * What stands in the way of capturing the tables, each fault with its remedy.
   *
   * @param all every table of the source, for the partitions among them
   */
  static List<String> faults(List<CatalogTable> captured, List<CatalogTable> all) {
    List<String> faults = new ArrayList<>();
    for (CatalogTable table : captured) {
      addFaults(table, faults);
      if (table.isPartitioned()) {
        all.stream()
            .filter(partition -> partition.ancestors().contains(table.oid()))
            .filter(partition -> !partition.isPartitioned())
            .forEach(partition -> addFaults(partition, faults));
      }
    }
    return faults;
  }

  private static void addFaults(CatalogTable table, List<String> faults) {
    String name = table.name().quoted();
    if (!table.hasColumns()) {
      faults.add(
          "Table %s has no columns, so that Debezium cannot read it. Leave it out by table.exclude.list"
              .formatted(table.name()));
      return;
    }
    if (!table.generatedIdentityColumns().isEmpty()) {
      String column = table.generatedIdentityColumns().get(0);
      faults.add(
          "Table %s has the generated column %s in its key, which the log does not tell of a deleted row. Run: ALTER TABLE %s ALTER COLUMN %s DROP EXPRESSION, which makes it an ordinary column, or leave the table out by table.exclude.list"
              .formatted(table.name(), column, name, Identifiers.quote(column)));
    }
    if (table.identity() == Identity.NONE) {
      faults.add(
          "Table %s has no primary key or replica identity; once it is published, the source would refuse the application's UPDATE and DELETE on it. Run: ALTER TABLE %s REPLICA IDENTITY FULL, or leave it out by table.exclude.list"
              .formatted(table.name(), name));
    }
    if (table.isUnlogged()) {
      faults.add(
          "Table %s is unlogged, so that its changes cannot be read. Run: ALTER TABLE %s SET LOGGED, or leave it out by table.exclude.list"
              .formatted(table.name(), name));
    }
    if (table.hidesRows()) {
      faults.add(
          "Row-level security would hide rows of table %s from the connector. Give its role BYPASSRLS, or leave the table out by table.exclude.list"
              .formatted(table.name()));
    }
    if (table.hasColumnsAlikeButForCase()) {
      faults.add(
          "Table %s has columns whose names differ in case only, which Debezium mixes up. Rename one, or leave the table out by table.exclude.list"
              .formatted(table.name()));
    }
    if (!table.identityIndexColumns().stream().allMatch(CapturedTables::isPlainName)) {
      faults.add(
          "Table %s has an index as its replica identity over columns whose names hold colons, commas or spaces, which Debezium's settings cannot name. Run: ALTER TABLE %s REPLICA IDENTITY FULL"
              .formatted(table.name(), name));
    }
    if (!table.isReadable()) {
      faults.add(
          "The connector's role may not read table %s. Run: GRANT USAGE ON SCHEMA %s TO <role>; GRANT SELECT ON %s TO <role>"
              .formatted(table.name(), Identifiers.quote(table.name().schema()), name));
    }
  }

  /**
   * The tables as a value of Debezium's {@code table.include.list}: patterns that match these names
   * and no others, although Debezium ignores case and splits at commas.
   */
  static String asIncludeList(List<TableName> tables) {
    return tables.stream().map(table -> exactly(table.toString())).collect(Collectors.joining(","));
  }

  /** The tables' generated columns as a value of {@code column.exclude.list}. */
  static String generatedColumnsAsExcludeList(List<CatalogTable> tables) {
    return tables.stream()
        .flatMap(
            table ->
                table.generatedColumns().stream()
                    .map(column -> exactly(table.name() + "." + column)))
        .collect(Collectors.joining(","));
  }

  /**
   * Tables whose rows the log names by an index other than the primary key, as a value of
   * Debezium's {@code message.key.columns}: the record's key must hold what the log tells of a
   * deleted row.
   */
  static String identityIndexesAsMessageKeyColumns(List<CatalogTable> tables) {
    return tables.stream()
        .filter(table -> !table.identityIndexColumns().isEmpty())
        .map(
            table ->
                literal(table.name().toString())
                    + ":"
                    + String.join(",", table.identityIndexColumns()))
        .collect(Collectors.joining(";"));
  }

  private static boolean isPlainName(String column) {
    return column
        .chars()
        .noneMatch(c -> c == ':' || c == ',' || c == ';' || Character.isWhitespace(c));
  }

  private static String exactly(String name) {
    return "(?-i:" + literal(name) + ")";
  }

  private static String literal(String name) {
    StringBuilder pattern = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (c == '_' || (c < 128 && Character.isLetterOrDigit(c))) {
                pattern.appendCodePoint(c);
              } else {
                pattern.append("\\x{").append(Integer.toHexString(c)).append('}');
              }
            });
    return pattern.toString();
  }
}
