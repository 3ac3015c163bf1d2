package io.weft.postgres.distribution;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds how tables get at the value by which they are distributed: by their own column, else by the
 * shortest way of foreign keys to a table that has it. All tables on the way are distributed
 * themselves. From a table for which a key is declared, no other leads on.
 *
 * <p>Immutable.
 */
public final class DistributionPaths {

  /** Enough to tell that there are several. */
  private static final int KEPT_FOR_EACH_TABLE = 2;

  private final DistributionRules rules;
  private final Map<TableName, ForeignKey> declared;

  /**
   * @param declared at most one for a table, as of {@link ForeignKey#parse}
   */
  public DistributionPaths(DistributionRules rules, List<ForeignKey> declared) {
    this.rules = rules;
    this.declared =
        declared.stream().collect(Collectors.toUnmodifiableMap(ForeignKey::table, key -> key));
  }

  /**
   * What was found.
   *
   * @param paths by table, of all that are distributed and have one, also by a column of their own
   * @param faults a sentence or two for each table without a path and for each bad declaration,
   *     with the next step; empty if all is well
   */
  public record Found(NavigableMap<TableName, DistributionPath> paths, List<String> faults) {

    public Found {
      paths = Collections.unmodifiableNavigableMap(new TreeMap<>(paths));
      faults = List.copyOf(faults);
    }
  }

  /**
   * Looks into a source's catalog.
   *
   * @param tables those to distribute; others among them, such as reference tables, get no path
   */
  public Found read(Connection source, Collection<TableName> tables) throws SQLException {
    return find(source, catalog(source), tables);
  }

  /** As {@link #read}, of all tables that the source has. */
  public Found readAll(Connection source) throws SQLException {
    ForeignKeyCatalog catalog = catalog(source);
    return find(source, catalog, catalog.tables().keySet());
  }

  private ForeignKeyCatalog catalog(Connection source) throws SQLException {
    Set<String> columns = new HashSet<>(rules.columns());
    for (ForeignKey key : declared.values()) {
      columns.addAll(key.columns());
      columns.addAll(key.parentColumns());
    }
    return ForeignKeyCatalog.read(source, columns);
  }

  private Found find(Connection source, ForeignKeyCatalog catalog, Collection<TableName> tables)
      throws SQLException {
    List<ForeignKey> inOrder = declared.keySet().stream().sorted().map(declared::get).toList();
    List<String> faults = new ArrayList<>(catalog.faults(source, inOrder));
    NavigableMap<TableName, DistributionPath> paths = new TreeMap<>();
    for (TableName table : new TreeSet<>(tables)) {
      String column = rules.columnOf(table).orElse(null);
      if (column == null) {
        continue;
      }
      if (!catalog.tables().containsKey(table)) {
        faults.add("The source has no table %s, which is to be distributed".formatted(table));
        continue;
      }
      List<DistributionPath> found = shortest(catalog, table, column);
      if (found.size() == 1) {
        paths.put(table, found.get(0));
      } else {
        faults.add(found.isEmpty() ? noPath(table, column) : ambiguous(found));
      }
    }
    return new Found(paths, faults);
  }

  /**
   * The path that declared keys alone make, where there is no catalog to ask: it ends at the first
   * table for which none is declared.
   *
   * @return empty if no key is declared for the table, or it is not to be distributed
   * @throws IllegalArgumentException if the keys lead back to a table that they have come from
   */
  public Optional<DistributionPath> declared(TableName table) {
    Optional<String> column = rules.columnOf(table);
    if (column.isEmpty() || !declared.containsKey(table)) {
      return Optional.empty();
    }
    Set<TableName> passed = new HashSet<>();
    List<Hop> hops = new ArrayList<>();
    TableName at = table;
    while (declared.containsKey(at)) {
      if (!passed.add(at)) {
        throw new IllegalArgumentException(
            "The foreign keys of %s lead from %s back to %s"
                .formatted(ForeignKey.SETTING, table, at));
      }
      hops.add(Hop.declared(declared.get(at)));
      at = declared.get(at).parent();
    }
    return Optional.of(
        new DistributionPath(table, column.get(), hops, rules.columnOf(at).orElse(column.get())));
  }

  /** All ways of the least length; of those that are more, two. */
  private List<DistributionPath> shortest(
      ForeignKeyCatalog catalog, TableName table, String column) {
    Set<TableName> passed = new HashSet<>();
    Map<TableName, List<List<Hop>>> reached = new HashMap<>(Map.of(table, List.of(List.of())));
    while (!reached.isEmpty()) {
      List<DistributionPath> found = new ArrayList<>();
      for (TableName at : new TreeMap<>(reached).keySet()) {
        heldAs(catalog, at, column)
            .ifPresent(
                held ->
                    reached.get(at).stream()
                        .map(hops -> new DistributionPath(table, column, hops, held))
                        .forEach(found::add));
      }
      if (!found.isEmpty()) {
        return found.subList(0, Math.min(found.size(), KEPT_FOR_EACH_TABLE));
      }
      passed.addAll(reached.keySet());
      Map<TableName, List<List<Hop>>> next = next(catalog, reached, passed);
      reached.clear();
      reached.putAll(next);
    }
    return List.of();
  }

  private Map<TableName, List<List<Hop>>> next(
      ForeignKeyCatalog catalog, Map<TableName, List<List<Hop>>> reached, Set<TableName> passed) {
    Map<TableName, List<List<Hop>>> next = new HashMap<>();
    reached.forEach(
        (at, ways) -> {
          for (Hop hop : hops(catalog, at)) {
            TableName parent = hop.key().parent();
            if (passed.contains(parent) || rules.columnOf(parent).isEmpty()) {
              continue;
            }
            List<List<Hop>> kept = next.computeIfAbsent(parent, any -> new ArrayList<>());
            for (List<Hop> way : ways) {
              if (kept.size() < KEPT_FOR_EACH_TABLE) {
                List<Hop> longer = new ArrayList<>(way);
                longer.add(hop);
                kept.add(longer);
              }
            }
          }
        });
    return next;
  }

  private Set<Hop> hops(ForeignKeyCatalog catalog, TableName table) {
    return declared.containsKey(table)
        ? Set.of(catalog.hop(declared.get(table)))
        : catalog.hops().getOrDefault(table, new LinkedHashSet<>());
  }

  /** The column in a table, under the name that is looked for, else under its own rule's. */
  private Optional<String> heldAs(ForeignKeyCatalog catalog, TableName table, String column) {
    Set<String> columns = catalog.tables().getOrDefault(table, Set.of());
    return columns.contains(column)
        ? Optional.of(column)
        : rules.columnOf(table).filter(columns::contains);
  }

  private static String noPath(TableName table, String column) {
    return "Table %1$s has no column %2$s, by which it is to be distributed, and no foreign keys lead from it, over tables that are distributed, to one that has it. Declare one in %3$s, such as %1$s(…)>schema.parent(…), or add the table to reference.tables"
        .formatted(table, column, ForeignKey.SETTING);
  }

  private static String ambiguous(List<DistributionPath> paths) {
    DistributionPath one = paths.get(0);
    DistributionPath other = paths.get(1);
    int fork = 0;
    while (one.hops().get(fork).equals(other.hops().get(fork))) {
      fork++;
    }
    return "Two ways of the same length lead from table %s to its distribution column %s: by %s; and by %s. Say which one counts by %s=%s, for instance"
        .formatted(
            one.table(), one.column(), one, other, ForeignKey.SETTING, one.hops().get(fork).key());
  }
}
