package io.weft.connectors.start;

import io.debezium.relational.TableId;
import io.debezium.relational.Tables.TableFilter;
import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.value.ColumnVerdict;
import io.weft.connectors.value.ColumnVerdicts;
import io.weft.connectors.value.Verdict;
import io.weft.postgres.SettledTables;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that the settings choose, among all that the source has.
 *
 * @param chosen what is to be captured
 * @param all every table that people made
 * @param isChosen what the settings' lists say of a name, of whatever table
 * @param refused columns of chosen tables that cannot travel
 */
record SourceTables(
    List<CatalogTable> chosen,
    List<CatalogTable> all,
    Predicate<TableName> isChosen,
    List<ColumnVerdict> refused) {

  private static final Logger LOG = LoggerFactory.getLogger(SourceTables.class);
  private static final String KEY = "table.include.list";

  static SourceTables read(Connection source, CaptureConfig config) throws SQLException {
    List<CatalogTable> all = CatalogTable.readAll(source);
    TableFilter filter = config.debezium().getTableFilters().dataCollectionFilter();
    Predicate<TableName> isChosen =
        name -> filter.isIncluded(new TableId(config.database(), name.schema(), name.table()));
    List<CatalogTable> chosen = CapturedTables.choose(all, isChosen);
    BiPredicate<TableName, String> isTaken = config.columnFilter();
    List<ColumnVerdict> refused =
        ColumnVerdicts.examine(source, chosen.stream().map(CatalogTable::oid).toList()).stream()
            .filter(column -> column.verdict() == Verdict.REFUSED)
            .filter(column -> isTaken.test(column.table(), column.column()))
            .toList();
    return new SourceTables(chosen, all, isChosen, refused);
  }

  /**
   * Only what was settled when capture began: of other tables, the log may lack what was written
   * before.
   *
   * @param isOwnSnapshot whether the stream began with a snapshot of its own
   */
  SourceTables among(SettledTables settled, boolean isOwnSnapshot) {
    List<CatalogTable> known =
        chosen.stream().filter(table -> settled.tables().containsKey(table.name())).toList();
    if (known.size() < chosen.size()) {
      LOG.warn(
          "Not captured, since they were not {}: {}. {}",
          isOwnSnapshot
              ? "when capture began"
              : "published when this connector was to capture them",
          chosen.stream().filter(table -> !known.contains(table)).map(CatalogTable::name).toList(),
          isOwnSnapshot
              ? "To take them in, resync this pipeline"
              : "They join when the connector that copies them publishes them. What is published already has to leave the publication first, and to be copied again");
    }
    List<TableName> names = known.stream().map(CatalogTable::name).toList();
    return new SourceTables(
        known,
        all,
        isChosen,
        refused.stream().filter(column -> names.contains(column.table())).toList());
  }

  List<TableName> names() {
    return chosen.stream().map(CatalogTable::name).toList();
  }

  /** What stands in the way of capturing the chosen tables, all at once. */
  List<SourceFault> faults() {
    if (chosen.isEmpty()) {
      return List.of(
          new SourceFault(
              KEY,
              "No table to capture: the settings choose none of the database's %d tables"
                  .formatted(all.size())));
    }
    return Stream.concat(
            CapturedTables.faults(chosen, all).stream(), refused.stream().map(ColumnVerdict::fault))
        .map(reason -> new SourceFault(KEY, reason))
        .toList();
  }
}
