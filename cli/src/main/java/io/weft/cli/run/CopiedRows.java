package io.weft.cli.run;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.Map;

/**
 * How much of the copy the target holds, by its own word.
 *
 * @param snapshot the position that the copy shows; another one belongs to a copy that began anew
 * @param rows by table
 */
record CopiedRows(Lsn snapshot, Map<TableName, Long> rows) {

  static final CopiedRows NONE = new CopiedRows(Lsn.NONE, Map.of());

  CopiedRows {
    rows = Map.copyOf(rows);
  }

  /** Rows of a table that came since an earlier look. */
  long since(CopiedRows earlier, TableName table) {
    long before = snapshot.equals(earlier.snapshot) ? earlier.rows.getOrDefault(table, 0L) : 0;
    return rows.getOrDefault(table, 0L) - before;
  }
}
