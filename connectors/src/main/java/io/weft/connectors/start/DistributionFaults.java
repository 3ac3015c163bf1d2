package io.weft.connectors.start;

import io.weft.connectors.config.DistributingTransforms;
import io.weft.connectors.config.DistributingTransforms.Distributing;
import io.weft.connectors.config.DistributingTransforms.Kind;
import io.weft.connectors.config.DistributionSettings;
import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import io.weft.postgres.distribution.DistributionPaths;
import io.weft.postgres.distribution.DistributionRules;
import io.weft.postgres.distribution.Hop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What keeps the distribution column from coming to every record, found in the source's catalog
 * before the first record that would lack it.
 */
final class DistributionFaults {

  private final Connection source;
  private final SourceTables tables;
  private final List<SourceFault> faults = new ArrayList<>();

  /** The way to each distributed table's value, and the setting that says so. */
  private final Map<TableName, DistributionPath> distributed = new TreeMap<>();

  private final Map<TableName, String> keys = new HashMap<>();

  /** Tables of which rows without a value are let through. */
  private final Set<TableName> takingNull = new HashSet<>();

  private DistributionFaults(Connection source, SourceTables tables) {
    this.source = source;
    this.tables = tables;
  }

  /** Of the transforms behind a stream. */
  static DistributionFaults ofStream(
      Connection source, SourceTables tables, DistributingTransforms transforms)
      throws SQLException {
    DistributionFaults found = new DistributionFaults(source, tables);
    boolean isReadable =
        transforms.transforms().stream().allMatch(t -> t.settings().faults().isEmpty());
    // What cannot be read is told by the transform itself.
    if (isReadable && !transforms.transforms().isEmpty()) {
      found.addOrder(transforms);
      found.addAll(transforms);
    }
    return found;
  }

  /** Of a copy. */
  static DistributionFaults ofCopy(
      Connection source, SourceTables tables, DistributionSettings settings) throws SQLException {
    DistributionFaults found = new DistributionFaults(source, tables);
    if (!settings.isEmpty() && settings.faults().isEmpty()) {
      found
          .paths(settings)
          .forEach(
              (table, path) -> {
                found.distribute(path, settings.keys().columns());
                found.addRights(path, settings);
              });
    }
    return found;
  }

  private void distribute(DistributionPath path, Distributing transform) {
    distribute(path, transform.settings().keys().columns());
    if (transform.takesNull()) {
      takingNull.add(path.table());
    } else {
      takingNull.remove(path.table());
    }
  }

  private void distribute(DistributionPath path, String key) {
    distributed.put(path.table(), path);
    keys.put(path.table(), key);
  }

  /** What the catalog tells. */
  List<SourceFault> all() {
    return List.copyOf(faults);
  }

  /** What the rows tell, as far as that can be found out in short time. */
  List<SourceFault> ofRows() throws SQLException {
    List<SourceFault> ofRows = new ArrayList<>();
    RowsWithoutValue look = new RowsWithoutValue(source, tables.all());
    look.faults(
            distributed.values().stream()
                .filter(path -> !takingNull.contains(path.table()))
                .toList())
        .forEach((table, fault) -> ofRows.add(new SourceFault(keys.get(table), fault)));
    return ofRows;
  }

  /** The chosen tables that are distributed, and the way to each one's value. */
  private Map<TableName, DistributionPath> paths(DistributionSettings settings)
      throws SQLException {
    DistributionPaths.Found found = settings.paths().read(source, tables.names());
    found
        .faults()
        .forEach(fault -> faults.add(new SourceFault(settings.keys().foreignKeys(), fault)));
    return found.paths();
  }

  private void addOrder(DistributingTransforms transforms) {
    List<Kind> kinds = transforms.transforms().stream().map(Distributing::kind).toList();
    if (kinds.contains(Kind.KEY) && kinds.lastIndexOf(Kind.LOOKUP) > kinds.indexOf(Kind.KEY)) {
      faults.add(
          new SourceFault(
              "transforms",
              "DistributionLookup finds the column that DistributionKey puts into the key. Write it before that one in transforms"));
    }
  }

  private void addAll(DistributingTransforms transforms) throws SQLException {
    List<DistributionRules> lookups = new ArrayList<>();
    for (Distributing lookup : transforms.of(Kind.LOOKUP)) {
      lookups.add(lookup.settings().rules());
      addLookedUp(lookup);
    }
    Map<Long, TableFacts> facts = facts();
    for (Distributing key : transforms.of(Kind.KEY)) {
      for (CatalogTable table : tables.chosen()) {
        key.settings()
            .rules()
            .columnOf(table.name())
            .ifPresent(column -> addKeyed(table, column, key, lookups, facts));
      }
    }
    distributed.values().forEach(path -> addIdentity(path, facts));
  }

  /** Of the tables that have the column, only those are its business in which others find it. */
  private void addLookedUp(Distributing lookup) throws SQLException {
    Collection<DistributionPath> paths = paths(lookup.settings()).values();
    Set<TableName> holders =
        paths.stream()
            .filter(path -> !path.isOwn())
            .map(DistributionPath::holder)
            .collect(Collectors.toSet());
    for (DistributionPath path : paths) {
      if (!path.isOwn()) {
        distribute(path, lookup);
      } else if (holders.contains(path.table())) {
        distribute(path, lookup.settings().keys().columns());
        takingNull.add(path.table());
      }
    }
  }

  private void addKeyed(
      CatalogTable table,
      String column,
      Distributing key,
      List<DistributionRules> lookups,
      Map<Long, TableFacts> facts) {
    if (facts.get(table.oid()).columns().contains(column)) {
      distribute(new DistributionPath(table.name(), column, List.of(), column), key);
    } else if (!isLookedUp(table.name(), column, lookups)) {
      faults.add(lacking(table.name(), column, key));
    } else if (!key.takesNull()) {
      takingNull.remove(table.name());
    }
  }

  private static boolean isLookedUp(
      TableName table, String column, List<DistributionRules> lookups) {
    return lookups.stream().anyMatch(rules -> rules.columnOf(table).equals(Optional.of(column)));
  }

  private static SourceFault lacking(TableName table, String column, Distributing key) {
    return new SourceFault(
        key.settings().keys().columns(),
        "Table %1$s has no column %2$s, by which it is to be distributed. Have the transform DistributionLookup find it through a foreign key, before %3$s in transforms; or add the table to %4$s"
            .formatted(table, column, key.name(), key.settings().keys().referenceTables()));
  }

  /** Of the chosen tables and of their partitions. */
  private Map<Long, TableFacts> facts() throws SQLException {
    List<Long> oids = new ArrayList<>();
    for (CatalogTable table : tables.chosen()) {
      oids.add(table.oid());
      partitions(table).forEach(partition -> oids.add(partition.oid()));
    }
    return TableFacts.read(source, oids);
  }

  private List<CatalogTable> partitions(CatalogTable table) {
    return tables.all().stream()
        .filter(other -> other.ancestors().contains(table.oid()) && !other.isPartitioned())
        .toList();
  }

  private CatalogTable chosen(TableName name) {
    return tables.chosen().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** The log tells of a deleted row what its own table's replica identity holds. */
  private void addIdentity(DistributionPath path, Map<Long, TableFacts> facts) {
    CatalogTable table = chosen(path.table());
    List<CatalogTable> partitions = partitions(table);
    for (CatalogTable logged : partitions.isEmpty() ? List.of(table) : partitions) {
      TableFacts of = facts.get(logged.oid());
      // A table without any identity is refused for that already.
      if (logged.identity() != CatalogTable.Identity.NONE
          && !of.identityHolds(path.tellingColumns())) {
        faults.add(new SourceFault(keys.get(path.table()), untold(logged.name(), path, of)));
      }
    }
  }

  private static String untold(TableName table, DistributionPath path, TableFacts facts) {
    String columns = String.join(", ", path.tellingColumns());
    String usingIndex =
        facts.keys().entrySet().stream()
            .filter(index -> index.getValue().containsAll(path.tellingColumns()))
            .findFirst()
            .map(index -> ", or REPLICA IDENTITY USING INDEX " + Identifiers.quote(index.getKey()))
            .orElse("");
    return "Table %1$s is to be distributed by column %2$s, and its replica identity does not hold %3$s, so that the log does not tell of a deleted or moved row where it was. Run: ALTER TABLE %4$s REPLICA IDENTITY FULL%5$s. What was changed before stays untold"
        .formatted(
            table,
            path.column(),
            path.isOwn() ? "it" : columns + ", by which it is looked up",
            table.quoted(),
            usingIndex);
  }

  /** A copy reads the tables on the way, too, whether or not they are chosen. */
  private void addRights(DistributionPath path, DistributionSettings settings) {
    Map<TableName, CatalogTable> all =
        tables.all().stream().collect(Collectors.toMap(CatalogTable::name, Function.identity()));
    for (Hop hop : path.hops()) {
      TableName parent = hop.key().parent();
      CatalogTable found = all.get(parent);
      if (found != null && !found.isReadable()) {
        faults.add(
            new SourceFault(
                settings.keys().foreignKeys(),
                "Table %1$s finds its column %2$s in table %3$s, which the connector's role may not read. Run: GRANT USAGE ON SCHEMA %4$s TO <role>; GRANT SELECT ON %5$s TO <role>"
                    .formatted(
                        path.table(),
                        path.column(),
                        parent,
                        Identifiers.quote(parent.schema()),
                        parent.quoted())));
      }
      if (found != null && found.hidesRows()) {
        faults.add(
            new SourceFault(
                settings.keys().foreignKeys(),
                "Table %s finds its column %s in table %s, of which row-level security would hide rows from the connector. Give its role BYPASSRLS"
                    .formatted(path.table(), path.column(), parent)));
      }
    }
  }
}
