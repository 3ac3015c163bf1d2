package io.weft.cli.compare;

import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/**
 * The rows of one side, one at a time, in COPY's text format: PostgreSQL's own text for each value,
 * NULL apart from every text.
 *
 * <p>COPY rather than a result set, since the driver then neither parses nor converts values, and
 * the server sends as fast as this side reads.
 */
final class RowStream implements AutoCloseable {

  private final CopyOut copy;
  private byte[] row;
  private long rows;

  RowStream(CopyOut copy) {
    this.copy = copy;
  }

  /** Moves to the next row; false after the last one. */
  boolean next() throws SQLException {
    row = copy.readFromCopy();
    if (row == null) {
      return false;
    }
    rows++;
    return true;
  }

  /** The row at hand; null after the last one. */
  byte[] row() {
    return row;
  }

  /** Rows read so far. */
  long rows() {
    return rows;
  }

  /** Ends the COPY if it was not read to its end, so that the connection can be used again. */
  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
