package io.weft.connectors.start;

import io.weft.connectors.stream.ResumePoint;
import io.weft.postgres.SettledTables;
import io.weft.postgres.TableName;
import java.util.List;
import java.util.Optional;

/**
 * How capture starts on this source.
 *
 * @param resume where the stream starts; empty if a snapshot comes first
 * @param tables the captured tables
 * @param settled the same, by what makes each the one that it is; to be remembered
 * @param tableIncludeList the same, as a value of Debezium's setting
 * @param columnExcludeList columns that only a snapshot would see, as a value of Debezium's setting
 * @param messageKeyColumns keys other than the primary one, as a value of Debezium's setting
 */
public record SourcePlan(
    Optional<ResumePoint> resume,
    List<TableName> tables,
    SettledTables settled,
    String tableIncludeList,
    String columnExcludeList,
    String messageKeyColumns) {

  static SourcePlan of(
      Optional<ResumePoint> resume, List<CatalogTable> tables, SettledTables settled) {
    List<TableName> names = tables.stream().map(CatalogTable::name).toList();
    return new SourcePlan(
        resume,
        names,
        settled,
        CapturedTables.asIncludeList(names),
        CapturedTables.generatedColumnsAsExcludeList(tables),
        CapturedTables.identityIndexesAsMessageKeyColumns(tables));
  }
}
