package io.weft.cli.compare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a row of COPY's text format apart (PostgreSQL's manual, COPY, "Text Format"): values end at
 * tabs, a backslash opens an escape, {@code \N} is NULL.
 */
final class RowText {

  private RowText() {}

  /** The values of a row as their UTF-8 bytes; null for NULL. */
  static byte[][] split(byte[] row) {
    int end = row.length > 0 && row[row.length - 1] == '\n' ? row.length - 1 : row.length;
    List<byte[]> values = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || row[i] == '\t') {
        values.add(value(row, start, i));
        start = i + 1;
      }
    }
    return values.toArray(byte[][]::new);
  }

  private static byte[] value(byte[] row, int start, int end) {
    if (end - start == 2 && row[start] == '\\' && row[start + 1] == 'N') {
      return null;
    }
    byte[] value = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      value[length++] = row[i] == '\\' ? unescaped(row[++i]) : row[i];
    }
    return Arrays.copyOf(value, length);
  }

  /** The server writes these six by letter and everything else, the backslash too, as itself. */
  private static byte unescaped(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      default -> letter;
    };
  }

  static long parseLong(byte[] digits) {
    return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
  }

  static String string(byte[] value) {
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }
}
