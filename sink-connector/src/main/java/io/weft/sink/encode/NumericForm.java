package io.weft.sink.encode;

/**
 * numeric: four counts, then digits to the base of 10,000, the decimal point behind one of them
 * (src/backend/utils/adt/numeric.c, numeric_recv).
 */
final class NumericForm {

  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int MINUS_INFINITY = 0xF000;
  private static final int GROUP = 4;
  private static final int MAX_SCALE = 0x3FFF;
  private static final int MAX_GROUPS_BEFORE = 0x8000;

  private NumericForm() {}

  /** Writes a number as PostgreSQL prints it: without an exponent. */
  static void write(Object value, Bytes out) {
    String text = (String) value;
    switch (text) {
      case "NaN" -> header(out, 0, 0, NAN, 0);
      case "Infinity" -> header(out, 0, 0, INFINITY, 0);
      case "-Infinity" -> header(out, 0, 0, MINUS_INFINITY, 0);
      default -> finite(text, out);
    }
  }

  private static void header(Bytes out, int groups, int weight, int sign, int scale) {
    out.putShort(groups);
    out.putShort(weight);
    out.putShort(sign);
    out.putShort(scale);
  }

  private static void finite(String text, Bytes out) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.', start);
    int integerEnd = point < 0 ? text.length() : point;
    int scale = point < 0 ? 0 : text.length() - point - 1;
    int before = (integerEnd - start + GROUP - 1) / GROUP;
    int behind = (scale + GROUP - 1) / GROUP;
    if (integerEnd == start || scale > MAX_SCALE || before > MAX_GROUPS_BEFORE) {
      throw new EncodeException("Not a number");
    }
    header(out, before + behind, before - 1, start == 1 ? NEGATIVE : 0, scale);
    // The first group before the point is filled up on its left, the last one behind it on its
    // right.
    int first = integerEnd - before * GROUP;
    for (int i = 0; i < before; i++) {
      out.putShort(group(text, Math.max(start, first + i * GROUP), first + (i + 1) * GROUP));
    }
    for (int i = 0; i < behind; i++) {
      int from = point + 1 + i * GROUP;
      int to = Math.min(text.length(), from + GROUP);
      int group = group(text, from, to);
      for (int missing = GROUP - (to - from); missing > 0; missing--) {
        group *= 10;
      }
      out.putShort(group);
    }
  }

  private static int group(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new EncodeException("Not a number");
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
