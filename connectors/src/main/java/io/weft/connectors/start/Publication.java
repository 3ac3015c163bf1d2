package io.weft.connectors.start;

import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A publication as the catalog shows it.
 *
 * @param isForAllTables whether it names no tables
 * @param publishesAllOperations whether inserts, updates, deletes and truncates are all in it
 * @param isViaRoot whether partitions are published as their root
 * @param tables what it names
 * @param reducedTables those among them of which it leaves out rows or columns
 */
record Publication(
    String name,
    boolean isForAllTables,
    boolean publishesAllOperations,
    boolean isViaRoot,
    Set<TableName> tables,
    Set<TableName> reducedTables) {

  private static final String OPTIONS =
      "(publish = 'insert, update, delete, truncate', publish_via_partition_root = true)";

  static Optional<Publication> read(Connection source, String name) throws SQLException {
    String sql =
        """
        select puballtables, pubinsert and pubupdate and pubdelete and pubtruncate, pubviaroot
          from pg_publication where pubname = ?""";
    try (PreparedStatement statement = source.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Publication(
                    name,
                    row.getBoolean(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    readTables(source, name, "true"),
                    readTables(source, name, reducedCondition(source))))
            : Optional.empty();
      }
    }
  }

  /** Row filters and column lists came with PostgreSQL 15. */
  private static String reducedCondition(Connection source) throws SQLException {
    return source.getMetaData().getDatabaseMajorVersion() < 15
        ? "false"
        : "(r.prqual is not null or r.prattrs is not null)";
  }

  private static Set<TableName> readTables(Connection source, String name, String condition)
      throws SQLException {
    Set<TableName> tables = new TreeSet<>();
    String sql =
        """
        select n.nspname, c.relname
          from pg_publication p
          join pg_publication_rel r on r.prpubid = p.oid
          join pg_class c on c.oid = r.prrelid
          join pg_namespace n on n.oid = c.relnamespace
         where p.pubname = ? and\s"""
            + condition;
    try (PreparedStatement statement = source.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.add(new TableName(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return tables;
  }

  /** The statement that makes a publication fit for capture. */
  static String creation(String name, Collection<TableName> tables) {
    return "CREATE PUBLICATION "
        + Identifiers.quote(name)
        + " FOR TABLE "
        + list(tables)
        + " WITH "
        + OPTIONS;
  }

  /** The statements that make this one fit for capture; none if it is. */
  List<String> changes(Collection<TableName> captured) {
    List<String> changes = new ArrayList<>();
    String alter = "ALTER PUBLICATION " + Identifiers.quote(name);
    if (!publishesAllOperations || !isViaRoot) {
      changes.add(alter + " SET " + OPTIONS);
    }
    Set<TableName> missing = new TreeSet<>(captured);
    missing.removeAll(tables);
    if (!missing.isEmpty()) {
      changes.add(alter + " ADD TABLE " + list(missing));
    }
    return changes;
  }

  /** What no statement of ours may change, as it is somebody's will. */
  Optional<String> fault(Collection<TableName> captured) {
    if (isForAllTables) {
      return Optional.of(
          "Publication %s is FOR ALL TABLES, so that it would take in tables of which the snapshot has no rows. Set publication.name to another name; Weft makes that publication"
              .formatted(name));
    }
    Set<TableName> reduced = new TreeSet<>(reducedTables);
    reduced.retainAll(captured);
    return reduced.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Publication %s leaves out rows or columns of %s. Set publication.name to another name; Weft makes that publication"
                .formatted(name, reduced));
  }

  /** The statement that keeps writers away from tables, until the end of its transaction. */
  static String lock(Collection<TableName> tables) {
    return "LOCK TABLE " + list(tables) + " IN SHARE ROW EXCLUSIVE MODE";
  }

  static void execute(Connection source, List<String> statements) throws SQLException {
    try (Statement statement = source.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String list(Collection<TableName> tables) {
    return tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
  }
}
