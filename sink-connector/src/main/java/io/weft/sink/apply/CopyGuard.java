package io.weft.sink.apply;

import io.weft.postgres.Identifiers;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps a target transaction and a new copy of a table that it changes apart: the rows in {@code
 * weft.copy_table} are locked, and are as they were when the transaction was planned, or nothing of
 * it is done. It goes to the server with the changes, before them.
 */
final class CopyGuard {

  /** Of no class that the SQL standard or PostgreSQL use. */
  private static final String BROKEN = "WF001";

  private CopyGuard() {}

  /**
   * A statement that fails unless the copies are complete and at their positions. It holds values
   * as text, since DO takes no parameters; a statement of its own for each set of tables.
   */
  static Optional<String> statement(String pipeline, Map<TableName, Lsn> basis) {
    if (basis.isEmpty()) {
      return Optional.empty();
    }
    String expected =
        new TreeMap<>(basis)
            .entrySet().stream()
                .map(
                    entry ->
                        "(%s, %s, '%s'::pg_lsn)"
                            .formatted(
                                Identifiers.literal(entry.getKey().schema()),
                                Identifiers.literal(entry.getKey().table()),
                                entry.getValue()))
                .collect(Collectors.joining(", "));
    String body =
        """
        declare found int;
        begin
          perform 1 from weft.copy_table
            where pipeline = %s and chunks_done = chunks and (schema_name, table_name, copy_lsn) in (%s)
            order by schema_name, table_name for share;
          get diagnostics found = row_count;
          if found <> %d then
            raise exception using errcode = '%s', message = 'a table is copied anew';
          end if;
        end"""
            .formatted(Identifiers.literal(pipeline), expected, basis.size(), BROKEN);
    return Optional.of("do " + Identifiers.literal(body));
  }

  /** Whether it was that statement that failed. */
  static boolean isBroken(SQLException failure) {
    return BROKEN.equals(failure.getSQLState());
  }
}
