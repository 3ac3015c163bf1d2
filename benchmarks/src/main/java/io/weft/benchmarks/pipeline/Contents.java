package io.weft.benchmarks.pipeline;

import io.weft.benchmarks.env.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What is in the workload's tables, so short that it can be compared. */
public final class Contents {

  private static final String DIGEST =
      "select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from %s t";

  private Contents() {}

  /** Number and checksum of the rows of each table of the workload "iot". */
  public static List<String> of(Database database) throws SQLException {
    return of(database, IotWorkload.TABLES);
  }

  /** Number and checksum of the rows of each table. */
  public static List<String> of(Database database, List<String> tables) throws SQLException {
    List<String> contents = new ArrayList<>();
    for (String table : tables) {
      contents.add(table + ": " + database.text(DIGEST.formatted(table)));
    }
    return contents;
  }
}
