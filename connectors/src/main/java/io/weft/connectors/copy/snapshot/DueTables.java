package io.weft.connectors.copy.snapshot;

import io.weft.connectors.copy.config.TablesAgain;
import io.weft.connectors.copy.plan.CopyPlan.TableOrder;
import io.weft.connectors.copy.plan.StoredCopies.Begun;
import io.weft.connectors.start.ChosenTable;
import io.weft.postgres.Lsn;
import io.weft.postgres.SettledTables;
import io.weft.postgres.SettledTables.Identity;
import io.weft.postgres.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Which tables are still to be copied.
 *
 * <p>Pure.
 *
 * @param tables those
 * @param begun what Kafka has of all tables, those that are done among them
 * @param again how many times tables are to have been copied
 * @param published the tables as they are published now
 */
record DueTables(
    List<ChosenTable> tables,
    Map<TableName, Begun> begun,
    TablesAgain again,
    Map<TableName, Identity> published) {

  /** Finds them among the chosen ones. */
  static DueTables among(List<ChosenTable> chosen, Map<TableName, Begun> begun, TablesAgain again) {
    return new DueTables(
        chosen.stream().filter(table -> isDue(table.name(), begun, again)).toList(),
        begun,
        again,
        Map.of());
  }

  private static boolean isDue(TableName table, Map<TableName, Begun> begun, TablesAgain again) {
    Begun found = begun.get(table);
    return found == null || !found.isDone() || found.again() < again.of(table);
  }

  /** The same, once they are published. */
  DueTables in(SettledTables nowPublished) {
    return new DueTables(tables, begun, again, nowPublished.tables());
  }

  List<TableName> names() {
    return tables.stream().map(ChosenTable::name).toList();
  }

  /** Those that have been copied before, as far as a person says. */
  Set<TableName> namesAgain() {
    return names().stream().filter(name -> again.of(name) > 1).collect(Collectors.toSet());
  }

  boolean isAnyDone() {
    return begun.values().stream().anyMatch(Begun::isDone);
  }

  /**
   * Makes sure that tables which are done have been published ever since.
   *
   * @throws ConnectException if not; names them
   */
  void requireAsCopied(SettledTables now) {
    List<String> faults =
        begun.entrySet().stream()
            .filter(entry -> !names().contains(entry.getKey()))
            .filter(entry -> !entry.getValue().table().equals(now.tables().get(entry.getKey())))
            .map(
                entry ->
                    "Table %1$s was copied, but since then it was dropped and made anew, or left the publication, so that changes of it are missing. To copy it anew, set copy.again=%1$s:%2$d"
                        .formatted(entry.getKey(), entry.getValue().again() + 1))
            .sorted()
            .toList();
    if (!faults.isEmpty()) {
      throw new ConnectException(String.join(". ", faults));
    }
  }

  /**
   * A reader takes the rows with the greater position for the newer ones.
   *
   * @throws ConnectException if the source does not go forward
   */
  void requireLater(Lsn copyLsn) {
    begun.forEach(
        (table, found) -> {
          if (!copyLsn.isAfter(found.copyLsn())) {
            throw new ConnectException(
                "Table %s was copied as of %s, but this server's log ends before that, at %s: it is another server, or was restored from a backup. Connect to the right one. If this is it, begin a new pipeline"
                    .formatted(table, found.copyLsn(), copyLsn));
          }
        });
  }

  /** What a plan is to know of them, by id. */
  Map<Long, TableOrder> orders() {
    Function<ChosenTable, TableOrder> order =
        table -> new TableOrder(published.get(table.name()).membership(), again.of(table.name()));
    return tables.stream().collect(Collectors.toMap(ChosenTable::oid, order));
  }
}
