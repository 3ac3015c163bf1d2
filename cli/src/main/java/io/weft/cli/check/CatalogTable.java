package io.weft.cli.check;

import io.weft.postgres.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as the catalog has it, and what the connected role may do with it.
 *
 * @param persistence {@code p} permanent, {@code u} unlogged
 * @param replicaIdentity {@code d} default, {@code f} full, {@code i} index, {@code n} nothing
 * @param identityColumns the columns by which the source's log names an old row; all of them if
 *     full
 * @param keyColumns the primary key's columns; empty if there is none
 * @param estimatedRows by the statistics; -1 if never analyzed
 * @param rights what the role may do: {@code USAGE} (of the schema), {@code SELECT}, {@code
 *     INSERT}, …, {@code OWNER}
 * @param hidesRows whether row level security applies to the role
 * @param hasChildren whether other tables, not partitions, inherit from it
 * @param triggers that people made, of the table or its partitions, and that fire for any session
 *     but a replica
 * @param barePartitions quoted; partitions with neither a key nor full rows as replica identity
 * @param foreignPartitions quoted
 * @param locks how many relations are locked when it is read: it, its partitions, and the indexes
 */
record CatalogTable(
    TableName name,
    String persistence,
    String replicaIdentity,
    Set<String> identityColumns,
    List<String> keyColumns,
    List<CatalogColumn> columns,
    long estimatedRows,
    Set<String> rights,
    boolean hidesRows,
    boolean hasChildren,
    List<String> triggers,
    List<String> barePartitions,
    List<String> foreignPartitions,
    long locks) {

  /** Whether the log tells anything of its rows. */
  boolean hasColumns() {
    return columns.stream().anyMatch(column -> !column.generated());
  }

  /** Columns of a list that the server computes. */
  List<String> generatedAmong(Collection<String> names) {
    return columns.stream()
        .filter(CatalogColumn::generated)
        .map(CatalogColumn::name)
        .filter(names::contains)
        .toList();
  }

  Optional<CatalogColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  boolean may(String right) {
    return rights.contains(right);
  }
}
