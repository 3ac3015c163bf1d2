package io.weft.cli.run;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.Map;

/**
 * How much of the copy the target holds, by its own word.
 *
 * @param tables what it holds of each
 */
record CopiedRows(Map<TableName, Copied> tables) {

  static final CopiedRows NONE = new CopiedRows(Map.of());

  CopiedRows {
    tables = Map.copyOf(tables);
  }

  /**
   * What the target holds of a table.
   *
   * @param snapshot the position that the copy shows; another one belongs to a copy that began anew
   */
  record Copied(Lsn snapshot, long rows) {}

  /** Rows of a table that came since an earlier look. */
  long since(CopiedRows earlier, TableName table) {
    Copied now = tables.get(table);
    if (now == null) {
      return 0;
    }
    Copied before = earlier.tables.get(table);
    return before != null && before.snapshot.equals(now.snapshot)
        ? now.rows - before.rows
        : now.rows;
  }
}
