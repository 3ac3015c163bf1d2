package io.weft.benchmarks.copy;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Script;
import java.sql.SQLException;
import java.util.List;

/** The tables to copy, in a database: four fifths of the bytes are in one of them. */
public final class Tables {

  /** Their names. */
  public static final List<String> ALL = List.of("readings", "documents", "ledger");

  private static final long READINGS_PER_GB = 7_100_000;
  private static final long DOCUMENTS_PER_GB = 75_000;
  private static final long LEDGER_PER_GB = 215_000;

  private static final String BYTES =
      "select sum(pg_table_size(t::regclass)) from unnest('{%s}'::text[]) t";
  private static final String ROWS =
      "select sum(n) from (select count(*) n from readings union all select count(*) from documents"
          + " union all select count(*) from ledger) t";

  private final Database database;
  private final long bytes;
  private final long rows;

  private Tables(Database database) throws SQLException {
    this.database = database;
    this.bytes = Long.parseLong(database.text(BYTES.formatted(String.join(",", ALL))));
    this.rows = Long.parseLong(database.text(ROWS));
  }

  /**
   * Makes and fills them.
   *
   * @param gigabytes about how much, without the indexes
   */
  public static Tables fill(Database database, double gigabytes) throws SQLException {
    prepare(database);
    database.execute(
        "set synchronous_commit = off; "
            + Script.read("copy/rows.sql")
                .replace(":readings", Long.toString((long) (gigabytes * READINGS_PER_GB)))
                .replace(":documents", Long.toString((long) (gigabytes * DOCUMENTS_PER_GB)))
                .replace(":ledger", Long.toString((long) (gigabytes * LEDGER_PER_GB))));
    database.execute("vacuum analyze");
    database.execute("checkpoint");
    return new Tables(database);
  }

  /** Makes them, empty. */
  public static void prepare(Database database) throws SQLException {
    database.execute(Script.read("copy/schema.sql"));
  }

  /** Makes them, empty and spread over the shards of a Citus cluster. */
  public static void prepareDistributed(Database coordinator) throws SQLException {
    prepare(coordinator);
    coordinator.execute(Script.read("copy/citus.sql"));
  }

  /** Where they are. */
  public Database database() {
    return database;
  }

  /** What they take on disk, large values included, without indexes. */
  public long bytes() {
    return bytes;
  }

  /** How many rows they have. */
  public long rows() {
    return rows;
  }
}
