package io.weft.sink.encode;

import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the rows of a step, either as arrays, one a column, or as a stream for COPY. */
public final class RowsEncoder {

  private static final byte[] COPY_SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int END_OF_ROWS = -1;
  private static final int PIECE_BYTES = 128 * 1024;

  private final List<ColumnEncoder> encoders;

  private RowsEncoder(List<ColumnEncoder> encoders) {
    this.encoders = encoders;
  }

  /** For a step's rows. */
  public static RowsEncoder of(Step.RowStep step) {
    boolean comparesText = step instanceof Step.DeleteEqual;
    List<ColumnEncoder> encoders = new ArrayList<>();
    for (StepColumn column : step.columns()) {
      encoders.add(comparesText ? ColumnEncoder.compared(column) : ColumnEncoder.of(column));
    }
    return new RowsEncoder(encoders);
  }

  /** The types of the arrays, such as {@code int8[]}. */
  public List<String> arrayTypes() {
    return encoders.stream().map(ColumnEncoder::arrayType).toList();
  }

  /** The arrays of rows. */
  public List<Parameter> arrays(Rows rows) {
    List<Parameter> arrays = new ArrayList<>(encoders.size());
    for (int column = 0; column < encoders.size(); column++) {
      arrays.add(encoders.get(column).array(rows, column));
    }
    return arrays;
  }

  /**
   * Numbers by which a column's values are ordered as the server orders them; empty if they cannot
   * be told without the server.
   */
  public Optional<long[]> ordinals(Rows rows, int column) {
    return encoders.get(column).ordinals(rows, column);
  }

  /** What such a number counts, in microseconds for times and dates, else 1. */
  public long ordinalUnit(int column) {
    return encoders.get(column).ordinalUnit();
  }

  /** The range between two values of a column. */
  public ValueRange range(int column, Object least, Object greatest) {
    return encoders.get(column).range(least, greatest);
  }

  /** Whether COPY may take the rows in its binary format; it takes every row as text. */
  public boolean fitsBinaryCopy() {
    return encoders.stream().allMatch(ColumnEncoder::isNative);
  }

  /** The stream for {@code COPY … WITH (FORMAT binary)}. */
  public List<Bytes> binaryCopy(Rows rows) {
    Pieces pieces = new Pieces();
    Bytes out = pieces.next();
    out.put(COPY_SIGNATURE);
    out.putInt(0); // flags
    out.putInt(0); // length of the header's extension
    for (int row = 0; row < rows.count(); row++) {
      out = pieces.next();
      out.putShort(encoders.size());
      for (int column = 0; column < encoders.size(); column++) {
        encoders.get(column).write(rows.value(row, column), out);
      }
    }
    out.putShort(END_OF_ROWS);
    return pieces.all;
  }

  /** The stream for COPY in its text format. */
  public List<Bytes> textCopy(Rows rows) {
    Pieces pieces = new Pieces();
    for (int row = 0; row < rows.count(); row++) {
      Bytes out = pieces.next();
      for (int column = 0; column < encoders.size(); column++) {
        if (column > 0) {
          out.putByte('\t');
        }
        Object value = rows.value(row, column);
        out.putText(value == null ? "\\N" : escaped(encoders.get(column).text(value)));
      }
      out.putByte('\n');
    }
    return pieces.all;
  }

  /**
   * Pieces small enough for the collector to treat them as any other object, and each for whole
   * rows.
   */
  private static final class Pieces {

    private final List<Bytes> all = new ArrayList<>();
    private Bytes last = new Bytes(PIECE_BYTES);

    Pieces() {
      all.add(last);
    }

    /** Where the next row goes. */
    Bytes next() {
      if (last.length() > PIECE_BYTES * 3 / 4) {
        last = new Bytes(PIECE_BYTES);
        all.add(last);
      }
      return last;
    }
  }

  /** Takes their meaning from the characters that have one in COPY's text format. */
  private static String escaped(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      String replacement =
          switch (text.charAt(i)) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> null;
          };
      if (replacement != null && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (escaped != null) {
        escaped.append(replacement == null ? text.charAt(i) : replacement);
      }
    }
    return escaped == null ? text : escaped.toString();
  }
}
