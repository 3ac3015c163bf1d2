package io.weft.transforms.lookup;

import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import io.weft.postgres.distribution.DistributionPaths;
import io.weft.postgres.distribution.DistributionRules;
import io.weft.postgres.distribution.ForeignKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/**
 * The paths of all tables, as the source's catalog has them when the first is needed, and again
 * when a table comes that it did not have; without a source, as they are declared.
 *
 * <p>Not thread-safe.
 */
public final class KnownPaths {

  private final DistributionPaths finder;
  private final List<ForeignKey> declared;
  private final Optional<Database> source;
  private final Map<TableName, DistributionPath> paths = new HashMap<>();
  private final Map<TableName, Set<ForeignKey>> references = new HashMap<>();
  private boolean isRead;

  public KnownPaths(DistributionRules rules, List<ForeignKey> declared, Optional<Database> source) {
    this.finder = new DistributionPaths(rules, declared);
    this.declared = declared;
    this.source = source;
  }

  /**
   * The way from a table whose records lack the column to one that has it.
   *
   * @throws DataException if there is none, with the next step
   */
  public DistributionPath of(TableName table) {
    readOnce();
    DistributionPath path = paths.get(table);
    if (path == null || path.isOwn()) {
      read(table);
      path = paths.get(table);
    }
    return path;
  }

  /** The foreign keys by which children find their value in rows of a table. */
  public Set<ForeignKey> referencesTo(TableName parent) {
    readOnce();
    return references.getOrDefault(parent, Set.of());
  }

  private void readOnce() {
    if (isRead) {
      return;
    }
    source.ifPresentOrElse(
        database -> {
          DistributionPaths.Found undeclared =
              database.ask(connection -> finder.read(connection, Set.of()));
          if (!undeclared.faults().isEmpty()) {
            throw new ConnectException(String.join(". ", undeclared.faults()));
          }
          database.ask(finder::readAll).paths().values().forEach(this::add);
        },
        () -> declared.forEach(key -> finder.declared(key.table()).ifPresent(this::add)));
    isRead = true;
  }

  private void read(TableName table) {
    Optional<DistributionPath> byDeclaration = finder.declared(table);
    if (byDeclaration.isPresent()) {
      add(byDeclaration.get());
      return;
    }
    if (source.isEmpty()) {
      throw new DataException(
          "Table %1$s has no column by which it is to be distributed, and nothing says how to find it. Declare its foreign key in %2$s, such as %1$s(…)>schema.parent(…), or set connection.url to the source, whose catalog says so; or add the table to reference.tables"
              .formatted(table, ForeignKey.SETTING));
    }
    DistributionPaths.Found found =
        source.get().ask(connection -> finder.read(connection, List.of(table)));
    DistributionPath path = found.paths().get(table);
    if (path == null) {
      throw new DataException(String.join(". ", found.faults()));
    }
    if (path.isOwn()) {
      throw new DataException(
          "Table %s of the source has column %s now, but a change made before that lacks it. Declare in %s how those rows found their value, or copy the table anew"
              .formatted(table, path.heldAs(), ForeignKey.SETTING));
    }
    source.get().ask(finder::readAll).paths().values().forEach(this::add);
    add(path);
  }

  private void add(DistributionPath path) {
    paths.put(path.table(), path);
    path.hops()
        .forEach(
            hop ->
                references
                    .computeIfAbsent(hop.key().parent(), any -> new LinkedHashSet<>())
                    .add(hop.key()));
  }

  /** The tables whose rows find their value in rows of another one. */
  public Set<TableName> childrenOf(TableName parent) {
    Set<TableName> children = new TreeSet<>();
    referencesTo(parent).forEach(key -> children.add(key.table()));
    return children;
  }
}
