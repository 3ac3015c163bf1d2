package io.weft.cli.compare;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Compares every row of every table on two PostgreSQL servers, exactly.
 *
 * <ul>
 *   <li>Exact: two values are equal if both servers print the same text for them under the same
 *       settings (see {@link SnapshotSession}); so {@code 1.0} and {@code 1.00}, {@code 0} and
 *       {@code -0}, {@code a} and {@code A} differ, and NULL equals only NULL.
 *   <li>Of one moment: each side is read in one snapshot, all tables together. Whether the two
 *       snapshots show the same moment of the source's history is the caller's affair.
 *   <li>In bounded memory: both sides stream their rows in the same order, which depends on no
 *       collation; neither side is ever held here but for the row at hand.
 *   <li>Tables with a key (see {@link TableShape}) are matched by it. Tables without one are
 *       compared as multisets of rows.
 *   <li>Partitioned tables and hypertables are read at their root, so it does not matter how a side
 *       divides its rows. Generated columns are compared like all others.
 * </ul>
 *
 * <p>The verdict rests on the rows themselves, not on checksums. Row values never appear in
 * exceptions or logs; the report holds a few sample keys, for a person's eyes only (see {@link
 * RowSample}).
 */
public final class DatabaseComparison {

  private DatabaseComparison() {}

  /**
   * Compares all tables that either side holds, but for those of the system, of extensions and of
   * Weft's own schema.
   *
   * @see #compare(Connection, Connection, Collection, ComparisonListener)
   */
  public static ComparisonReport compare(Connection source, Connection target) throws SQLException {
    return compare(source, target, allTables(source, target), ComparisonListener.SILENT);
  }

  /**
   * Compares the given tables.
   *
   * @see #compare(Connection, Connection, Collection, ComparisonListener)
   */
  public static ComparisonReport compare(
      Connection source, Connection target, Collection<TableName> tables) throws SQLException {
    return compare(source, target, tables, ComparisonListener.SILENT);
  }

  /**
   * Compares the given tables, telling how far it is.
   *
   * @param source a connection in auto-commit mode, to a role that may read the tables; used
   *     exclusively until this returns, and left as it was found
   * @param target likewise
   * @param tables names that must exist on both sides; one that is missing on a side is a
   *     difference
   * @return one entry a table, in order of name
   * @throws SQLException if a side cannot be read to the end; there is no verdict then
   */
  public static ComparisonReport compare(
      Connection source,
      Connection target,
      Collection<TableName> tables,
      ComparisonListener listener)
      throws SQLException {
    List<TableComparison> results = new ArrayList<>();
    try (SnapshotSession sourceSnapshot = SnapshotSession.begin(source);
        SnapshotSession targetSnapshot = SnapshotSession.begin(target)) {
      for (TableName table : new TreeSet<>(tables)) {
        results.add(new TablePair(table, sourceSnapshot, targetSnapshot).compare(listener));
      }
    }
    return new ComparisonReport(results);
  }

  /**
   * The tables that either side holds, in order of name: ordinary tables and roots of partitioned
   * ones. Left out are partitions, temporary tables, what belongs to the system, to an extension or
   * to TimescaleDB's and Weft's own schemas.
   */
  public static List<TableName> allTables(Connection source, Connection target)
      throws SQLException {
    TreeSet<TableName> tables = new TreeSet<>(Catalog.tables(source));
    tables.addAll(Catalog.tables(target));
    return List.copyOf(tables);
  }
}
