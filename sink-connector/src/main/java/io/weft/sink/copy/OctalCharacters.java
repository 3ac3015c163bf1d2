package io.weft.sink.copy;

import java.util.List;

/**
 * Finds in rows of COPY's text format a {@code "char"} that is printed in octal digits, as {@code
 * \351}. A server before PostgreSQL 16 would take the backslash for the value.
 */
final class OctalCharacters {

  /** The first major version that reads them. */
  static final int READ_SINCE = 16;

  /** Behind the backslash, which the format doubles. */
  private static final int DIGITS = 3;

  private OctalCharacters() {}

  /**
   * Whether there is one.
   *
   * @param rows each ends with a newline, and has a tab between columns
   * @param columns which of the columns may hold one
   */
  static boolean isIn(byte[] rows, List<Integer> columns) {
    int column = 0;
    boolean begins = true;
    for (int i = 0; i < rows.length; i++) {
      byte c = rows[i];
      if (begins && c == '\\' && isOctal(rows, i) && columns.contains(column)) {
        return true;
      }
      begins = c == '\t' || c == '\n';
      if (begins) {
        column = c == '\t' ? column + 1 : 0;
      }
    }
    return false;
  }

  private static boolean isOctal(byte[] rows, int at) {
    int digitsAt = at + 2;
    if (digitsAt + DIGITS >= rows.length || rows[at + 1] != '\\') {
      return false;
    }
    for (int i = digitsAt; i < digitsAt + DIGITS; i++) {
      if (rows[i] < '0' || rows[i] > '7') {
        return false;
      }
    }
    return true;
  }
}
