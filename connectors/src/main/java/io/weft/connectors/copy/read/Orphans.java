package io.weft.connectors.copy.read;

import io.weft.connectors.copy.plan.JoinedColumn;
import io.weft.connectors.copy.plan.TableShape;
import org.apache.kafka.connect.errors.ConnectException;

/** Rows for which no distribution value is found. */
final class Orphans {

  private Orphans() {}

  /** What to say of one; names no value. */
  static ConnectException refused(TableShape table) {
    JoinedColumn joined = table.joined().orElseThrow();
    return new ConnectException(
        "A row of table %1$s (%2$s) has no value of %3$s, by which it is to be distributed: on the way by %4$s a row is missing, or a column is NULL. Find such rows on the source: %5$s. Mend or delete them, and restart the connector, not its task alone: it then reads the table anew"
            .formatted(
                table.name(),
                joined.key().isEmpty()
                    ? "which has no primary key"
                    : "key " + String.join(", ", joined.key()),
                joined.name(),
                joined.path(),
                ChunkQuery.orphans(table, joined)));
  }
}
