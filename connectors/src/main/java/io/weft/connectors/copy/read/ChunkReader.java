package io.weft.connectors.copy.read;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.postgres.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * Reads one chunk, in the order of its pages, into records' values.
 *
 * <p>Holds one value, and the row that did not fit into it.
 */
final class ChunkReader {

  private final CopyRows rows;
  private final RowBuffer buffer;
  private byte[] leftOver;

  private ChunkReader(CopyRows rows, RowBuffer buffer) {
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
    TableShape.Leaf leaf =
        table.leaves().stream()
            .filter(l -> l.oid() == chunk.leaf().oid())
            .findFirst()
            .orElseThrow();
    String query = query(table, leaf, chunk, rowsBefore);
    return new ChunkReader(
        new CopyRows(source, query, config.format()), new RowBuffer(config.recordBytes()));
  }

  private static String query(
      TableShape table, TableShape.Leaf leaf, Chunk chunk, long rowsBefore) {
    String columns =
        table.columns().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    StringBuilder query =
        new StringBuilder("SELECT " + columns + " FROM ONLY " + leaf.name().quoted());
    if (chunk.fromPage() > 0 || chunk.toPage() >= 0) {
      query.append(" WHERE ctid >= '(%d,0)'".formatted(chunk.fromPage()));
      if (chunk.toPage() >= 0) {
        query.append(" AND ctid < '(%d,0)'".formatted(chunk.toPage()));
      }
    }
    if (rowsBefore > 0) {
      query.append(" OFFSET ").append(rowsBefore);
    }
    return query.toString();
  }

  /** The next record's rows; the last ones may be none. */
  Portion next() throws SQLException {
    byte[] row = leftOver == null ? rows.next() : leftOver;
    leftOver = null;
    while (row != null && buffer.takes(row)) {
      buffer.add(row);
      row = rows.next();
    }
    leftOver = row;
    long count = buffer.rows();
    return new Portion(buffer.drain(), count, row == null);
  }
}
