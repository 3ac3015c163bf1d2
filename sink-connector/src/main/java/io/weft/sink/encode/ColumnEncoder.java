package io.weft.sink.encode;

import io.weft.sink.plan.Rows;
import io.weft.sink.plan.StepColumn;
import java.util.Optional;

/**
 * Writes one column of a step's rows: in its type's binary format where there is one here, else as
 * text, which the server reads.
 */
final class ColumnEncoder {

  private static final int NULL = -1;
  private static final int BYTES_PER_ROW = 12;
  private static final long MICROS_OF_DAY = 86_400_000_000L;

  private final StepColumn column;
  private final BinaryType type;
  private final BinaryForm form;
  private final boolean isNative;

  private ColumnEncoder(StepColumn column, BinaryType type, BinaryForm form, boolean isNative) {
    this.column = column;
    this.type = type;
    this.form = form;
    this.isNative = isNative;
  }

  static ColumnEncoder of(StepColumn column) {
    Optional<BinaryForm> binary = BinaryForms.of(column.form(), column.target());
    return binary.isPresent()
        ? new ColumnEncoder(column, typeOf(column.target().baseType()), binary.get(), true)
        : asText(column);
  }

  /** For what compares values by their text, as the target prints it. */
  static ColumnEncoder compared(StepColumn column) {
    return column.target().baseType().equals(BinaryType.CHAR.formatted())
        ? of(column)
        : asText(column);
  }

  private static ColumnEncoder asText(StepColumn column) {
    return new ColumnEncoder(
        column, BinaryType.TEXT, (value, out) -> out.putText(column.form().text(value)), false);
  }

  /** Types whose binary format is their text travel as text in an array, and are cast. */
  private static BinaryType typeOf(String baseType) {
    for (BinaryType type : BinaryType.values()) {
      if (type.formatted().equals(baseType)) {
        return type;
      }
    }
    return BinaryType.TEXT;
  }

  /** Whether the column takes the bytes as they are, so that COPY's binary format may hold them. */
  boolean isNative() {
    return isNative;
  }

  /** The type of an array of the values. */
  String arrayType() {
    return type.typeName() + "[]";
  }

  /** Writes a value with its length before it. */
  void write(Object value, Bytes out) {
    if (value == null) {
      out.putInt(NULL);
      return;
    }
    int lengthAt = out.length();
    out.putInt(0);
    try {
      form.write(value, out);
    } catch (RuntimeException e) {
      throw EncodeException.of(column, value);
    }
    out.setInt(lengthAt, out.length() - lengthAt - Integer.BYTES);
  }

  /** A value, which is not null, as text. */
  String text(Object value) {
    try {
      return column.form().text(value);
    } catch (RuntimeException e) {
      throw EncodeException.of(column, value);
    }
  }

  /** Writes the column as an array (src/backend/utils/adt/arrayfuncs.c, array_recv). */
  Parameter array(Rows rows, int column) {
    Bytes out = new Bytes((long) rows.count() * BYTES_PER_ROW);
    out.putInt(1); // dimensions
    out.putInt(0); // whether there are NULLs: a hint that nobody reads
    out.putInt(type.oid());
    out.putInt(rows.count());
    out.putInt(1); // lower bound
    for (int row = 0; row < rows.count(); row++) {
      write(rows.value(row, column), out);
    }
    return new Parameter(arrayType(), out);
  }

  /**
   * Numbers by which the values are ordered as the server orders them: times in microseconds, dates
   * in days. Empty where the type has none that are known here, or a value is NULL.
   */
  Optional<long[]> ordinals(Rows rows, int columnOfRows) {
    if (!isNative || !type.isOrdered()) {
      return Optional.empty();
    }
    long[] ordinals = new long[rows.count()];
    Bytes scratch = new Bytes(Long.BYTES);
    for (int row = 0; row < ordinals.length; row++) {
      Object value = rows.value(row, columnOfRows);
      if (value == null) {
        return Optional.empty();
      }
      scratch.clear();
      form.write(value, scratch);
      ordinals[row] = scratch.number();
    }
    return Optional.of(ordinals);
  }

  /** What an ordinal counts, in microseconds for times and dates, else 1. */
  long ordinalUnit() {
    return type == BinaryType.DATE ? MICROS_OF_DAY : 1;
  }

  /** The range between two values. */
  ValueRange range(Object least, Object greatest) {
    return new ValueRange(type.typeName(), text(least), text(greatest));
  }
}
