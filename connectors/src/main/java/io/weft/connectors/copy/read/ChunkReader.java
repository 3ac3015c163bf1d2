package io.weft.connectors.copy.read;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.connectors.value.TypeChoice;
import io.weft.postgres.CopyPortion.Format;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Reads one chunk, in the order of its pages, into records' values.
 *
 * <p>Holds one value, and the row that did not fit into it.
 */
final class ChunkReader {

  private final TableShape table;
  private final CopyRows rows;
  private final RowBuffer buffer;
  private byte[] leftOver;

  private ChunkReader(TableShape table, CopyRows rows, RowBuffer buffer) {
    this.table = table;
    this.rows = rows;
    this.buffer = buffer;
  }

  /**
   * The rows of one record.
   *
   * @param isLast whether the chunk ends with them
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Portion(byte[] value, long rows, boolean isLast) {}

  /**
   * Begins to read, in a transaction of the snapshot.
   *
   * @param rowsBefore how many of the chunk's rows to pass over
   */
  static ChunkReader open(
      Connection source, Chunk chunk, TableShape table, long rowsBefore, CopyConfig config)
      throws SQLException {
    boolean printsAll =
        config.format() == Format.BINARY
            || source.getMetaData().getDatabaseMajorVersion() >= TypeChoice.CHAR_PRINTED_SINCE;
    String query = ChunkQuery.of(table, chunk, rowsBefore, printsAll);
    CopyRows rows = new CopyRows(source, query, config.format());
    return new ChunkReader(table, rows, new RowBuffer(config.recordBytes()));
  }

  /**
   * The next record's rows; the last ones may be none.
   *
   * @throws ConnectException if one has no distribution value, where there has to be one
   */
  Portion next() throws SQLException {
    byte[] row = leftOver == null ? nextRow() : leftOver;
    leftOver = null;
    while (row != null && buffer.takes(row)) {
      buffer.add(row);
      row = nextRow();
    }
    leftOver = row;
    long count = buffer.rows();
    return new Portion(buffer.drain(), count, row == null);
  }

  private byte[] nextRow() throws SQLException {
    byte[] row = rows.next();
    if (row != null && table.joined().isPresent() && rows.beginsWithNull(row)) {
      throw Orphans.refused(table);
    }
    return row;
  }
}
