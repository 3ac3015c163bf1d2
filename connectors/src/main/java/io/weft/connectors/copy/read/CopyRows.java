package io.weft.connectors.copy.read;

import io.weft.postgres.CopyPortion.Format;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a COPY, one by one: the server sends each in a message of its own (manual, section
 * "Message Flow", COPY Operations). The binary format's head and tail are left out (manual, section
 * "COPY", File Formats).
 */
final class CopyRows {

  /** Signature, flags, and the length of an extension that follows. */
  private static final int HEAD = 19;

  private static final int EXTENSION_LENGTH_AT = 15;
  private static final int FIRST_LENGTH_AT = 2;
  private static final byte[] TAIL = {-1, -1};

  private final CopyOut copy;
  private boolean isHeadDue;
  private final boolean isBinary;

  /** Begins to copy what a query selects. */
  CopyRows(Connection source, String query, Format format) throws SQLException {
    isBinary = format == Format.BINARY;
    isHeadDue = isBinary;
    String options = isBinary ? " (FORMAT binary)" : "";
    copy =
        source
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + query + ") TO STDOUT" + options);
  }

  /**
   * Whether the first column of a row is NULL: in the text format {@code \\N}, which no value
   * begins with, as a backslash in one is doubled; in the binary one a length of -1, behind the
   * number of columns.
   */
  boolean beginsWithNull(byte[] row) {
    return isBinary
        ? ByteBuffer.wrap(row).getInt(FIRST_LENGTH_AT) == -1
        : row.length > 1 && row[0] == '\\' && row[1] == 'N';
  }

  /** The next row; null if there is none. */
  byte[] next() throws SQLException {
    byte[] message = copy.readFromCopy();
    while (message != null && isBinary) {
      byte[] row = isHeadDue ? withoutHead(message) : message;
      isHeadDue = false;
      if (row.length > 0 && !Arrays.equals(row, TAIL)) {
        return row;
      }
      message = copy.readFromCopy();
    }
    return message;
  }

  private static byte[] withoutHead(byte[] message) {
    int extension = ByteBuffer.wrap(message).getInt(EXTENSION_LENGTH_AT);
    return Arrays.copyOfRange(message, HEAD + extension, message.length);
  }
}
