package io.weft.connectors.copy.plan;

import io.weft.postgres.Lsn;
import io.weft.postgres.SettledTables.Identity;
import io.weft.postgres.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a chunk is in Kafka, as Connect stores it: with the records, in one Kafka
 * transaction.
 *
 * @param table what makes the table the one that it is
 * @param copyLsn the snapshot's that the rows are of
 * @param chunks how many the table has under that snapshot
 * @param again how many times the table has been copied with this one
 * @param records how many of the chunk there are
 * @param rows how many they hold
 * @param isDone whether that is all
 */
public record ChunkState(
    Identity table, Lsn copyLsn, int chunks, int again, long records, long rows, boolean isDone) {

  private static final String TABLE = "table";
  private static final String LSN = "lsn";
  private static final String CHUNKS = "chunks";
  private static final String AGAIN = "again";
  private static final String RECORDS = "records";
  private static final String ROWS = "rows";
  private static final String DONE = "done";

  /**
   * The source partition of a table's chunk, in one order for ever: Connect finds an offset by the
   * bytes of its partition.
   */
  public static Map<String, String> sourcePartition(String prefix, TableName table, int chunk) {
    return new TreeMap<>(
        Map.of("server", prefix, "table", table.quoted(), "chunk", Integer.toString(chunk)));
  }

  /** Reads what {@link #toOffset()} made. */
  static ChunkState read(Map<String, ?> offset) {
    return new ChunkState(
        Identity.parse((String) offset.get(TABLE)),
        Lsn.parse((String) offset.get(LSN)),
        ((Number) offset.get(CHUNKS)).intValue(),
        ((Number) offset.get(AGAIN)).intValue(),
        ((Number) offset.get(RECORDS)).longValue(),
        ((Number) offset.get(ROWS)).longValue(),
        (Boolean) offset.get(DONE));
  }

  /** The form in which Connect stores it. */
  public Map<String, Object> toOffset() {
    Map<String, Object> offset = new HashMap<>();
    offset.put(TABLE, table.toString());
    offset.put(LSN, copyLsn.toString());
    offset.put(CHUNKS, chunks);
    offset.put(AGAIN, again);
    offset.put(RECORDS, records);
    offset.put(ROWS, rows);
    offset.put(DONE, isDone);
    return offset;
  }
}
