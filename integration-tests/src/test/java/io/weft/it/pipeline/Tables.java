package io.weft.it.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.compare.ComparisonListener;
import io.weft.cli.compare.ComparisonReport;
import io.weft.cli.compare.DatabaseComparison;
import io.weft.cli.compare.TableComparison;
import io.weft.it.env.Database;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Says whether a target holds what its source holds. */
public final class Tables {

  /** Up to so many rows a table is compared a second time, by other means. */
  private static final long COUNTED_TWICE = 20_000;

  private Tables() {}

  /**
   * Compares every row of every table of the source; fails with what differs. Small tables are also
   * compared by the text of their rows, so that the verdict does not hang on one piece of code.
   */
  public static ComparisonReport assertIdentical(Database source, Database target) {
    try (Connection sourceConnection = source.connect();
        Connection targetConnection = target.connect()) {
      List<TableName> tables = DatabaseComparison.allTables(sourceConnection, sourceConnection);
      assertThat(tables).as("tables of %s", source.uri()).isNotEmpty();
      ComparisonReport report =
          DatabaseComparison.compare(
              sourceConnection, targetConnection, tables, ComparisonListener.SILENT);
      assertThat(report.differing()).as("tables that differ").isEmpty();
      for (TableComparison table : report.tables()) {
        if (table.sourceRows() <= COUNTED_TWICE) {
          RowText.assertEqual(sourceConnection, targetConnection, table.table());
        }
      }
      return report;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
