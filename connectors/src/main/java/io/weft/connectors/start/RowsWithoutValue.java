package io.weft.connectors.start;

import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import io.weft.postgres.distribution.ForeignKey;
import io.weft.postgres.distribution.Hop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether tables hold rows without a distribution value. Only tables are asked whose columns
 * allow it, and not for long: what is not found here is refused when it is met.
 */
final class RowsWithoutValue {

  private static final Logger LOG = LoggerFactory.getLogger(RowsWithoutValue.class);

  /** In which a person who deploys a connector still waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Out of time, or not this role's to read: the transform may have a role of its own. */
  private static final Set<String> NO_ANSWER = Set.of("57014", "42501");

  private static final String IS_ENFORCED =
      """
      select exists (
        select from pg_catalog.pg_constraint k
          join pg_catalog.pg_class c on c.oid = k.conrelid
          join pg_catalog.pg_namespace cn on cn.oid = c.relnamespace
          join pg_catalog.pg_class p on p.oid = k.confrelid
          join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
         where k.contype = 'f' and k.convalidated
           and cn.nspname = ? and c.relname = ? and pn.nspname = ? and p.relname = ?
           and array(select a.attname::text from pg_catalog.pg_attribute a
                      where a.attrelid = k.conrelid and a.attnum = any (k.conkey) order by 1)
             = array(select pg_catalog.unnest(?::text[]) order by 1))""";

  private final Connection source;
  private final Map<TableName, CatalogTable> tables;
  private final Map<TableName, TableFacts> facts = new HashMap<>();
  private final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();

  /**
   * @param source commits by itself, so that a query given up leaves nothing behind
   * @param tables all that there are
   */
  RowsWithoutValue(Connection source, List<CatalogTable> tables) {
    this.source = source;
    this.tables =
        tables.stream().collect(Collectors.toMap(CatalogTable::name, Function.identity()));
  }

  /** What is found, a sentence or two for each table. */
  Map<TableName, String> faults(Collection<DistributionPath> paths) throws SQLException {
    Map<TableName, String> faults = new TreeMap<>();
    List<TableName> notAsked = new ArrayList<>();
    for (DistributionPath path : paths) {
      if (!mayLackOne(path)) {
        continue;
      }
      int seconds = (int) Duration.ofNanos(deadlineNanos - System.nanoTime()).toSeconds();
      try {
        if (seconds < 1) {
          notAsked.add(path.table());
        } else if (lacksOne(path, seconds)) {
          faults.put(path.table(), fault(path));
        }
      } catch (SQLException e) {
        if (!NO_ANSWER.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
        notAsked.add(path.table());
      }
    }
    if (!notAsked.isEmpty()) {
      LOG.warn(
          "Whether tables {} have rows without a distribution value could not be found out in {} s, or not by this role. Such a row stops the connector when it is met. Make the columns NOT NULL where you can",
          notAsked,
          PATIENCE.toSeconds());
    }
    return faults;
  }

  /** One that names what is not there is told elsewhere, and cannot be asked. */
  private boolean mayLackOne(DistributionPath path) throws SQLException {
    Map<TableName, Set<String>> columns = new HashMap<>();
    columns.computeIfAbsent(path.holder(), name -> new HashSet<>()).add(path.heldAs());
    Map<TableName, Set<String>> compared = new HashMap<>();
    for (Hop hop : path.hops()) {
      ForeignKey key = hop.key();
      columns.computeIfAbsent(key.table(), name -> new HashSet<>()).addAll(key.columns());
      compared.computeIfAbsent(key.parent(), name -> new HashSet<>()).addAll(key.parentColumns());
    }
    return areThere(columns)
        && areThere(compared)
        && (isAnyNullable(columns) || !areEnforced(path.hops()));
  }

  private boolean areThere(Map<TableName, Set<String>> columns) throws SQLException {
    for (Map.Entry<TableName, Set<String>> entry : columns.entrySet()) {
      if (!tables.containsKey(entry.getKey())
          || !facts(entry.getKey()).columns().containsAll(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean isAnyNullable(Map<TableName, Set<String>> columns) throws SQLException {
    for (Map.Entry<TableName, Set<String>> entry : columns.entrySet()) {
      if (!Collections.disjoint(facts(entry.getKey()).nullable(), entry.getValue())) {
        return true;
      }
    }
    return false;
  }

  private TableFacts facts(TableName name) throws SQLException {
    TableFacts known = facts.get(name);
    if (known == null) {
      long oid = tables.get(name).oid();
      known = TableFacts.read(source, List.of(oid)).get(oid);
      facts.put(name, known);
    }
    return known;
  }

  /** Whether a valid constraint of the source keeps the rows that all hops lead to. */
  private boolean areEnforced(List<Hop> hops) throws SQLException {
    for (Hop hop : hops) {
      ForeignKey key = hop.key();
      try (PreparedStatement statement = source.prepareStatement(IS_ENFORCED)) {
        statement.setString(1, key.table().schema());
        statement.setString(2, key.table().table());
        statement.setString(3, key.parent().schema());
        statement.setString(4, key.parent().table());
        statement.setArray(5, source.createArrayOf("text", key.columns().toArray()));
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (!row.getBoolean(1)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean lacksOne(DistributionPath path, int seconds) throws SQLException {
    try (Statement statement = source.createStatement()) {
      statement.setQueryTimeout(seconds);
      try (ResultSet row = statement.executeQuery("select exists (" + query(path, "") + ")")) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private String query(DistributionPath path, String columns) {
    DistributionPath.Join join = path.join("t");
    CatalogTable table = tables.get(path.table());
    return "SELECT %s FROM %s%s t%s WHERE %s IS NULL"
        .formatted(
            columns,
            table != null && table.isPartitioned() ? "" : "ONLY ",
            path.table().quoted(),
            join.clauses(),
            join.value());
  }

  private String fault(DistributionPath path) {
    String columns =
        path.tellingColumns().stream()
            .map(column -> "t." + Identifiers.quote(column))
            .collect(Collectors.joining(", "));
    return "Table %s has rows without a value of %s, by which it is to be distributed: it is NULL, or a foreign key on the way is NULL or leads nowhere. Find them: %s. Mend or delete them"
        .formatted(path.table(), path.column(), query(path, path.isOwn() ? "*" : columns));
  }
}
