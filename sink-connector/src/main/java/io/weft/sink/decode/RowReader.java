package io.weft.sink.decode;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads the rows of one schema; made once for each, since a table's rows share it. */
final class RowReader {

  /** Debezium's default for {@code unavailable.value.placeholder}. */
  static final String DEBEZIUM_PLACEHOLDER = "__debezium_unavailable_value";

  private final RowColumns columns;
  private final Field[] fields;
  private final boolean[] hasDefault;
  private final boolean[] mayBePlaceholder;
  private final Placeholder placeholder;

  RowReader(Schema schema, Placeholder placeholder) {
    this.placeholder = placeholder;
    columns = RowColumns.of(schema);
    fields = schema.fields().toArray(Field[]::new);
    hasDefault = new boolean[fields.length];
    mayBePlaceholder = new boolean[fields.length];
    for (int i = 0; i < fields.length; i++) {
      hasDefault[i] = fields[i].schema().defaultValue() != null;
      mayBePlaceholder[i] =
          switch (fields[i].schema().type()) {
            case STRING, BYTES, ARRAY -> true;
            default -> false;
          };
    }
  }

  /**
   * Reads a row.
   *
   * @param unchanged the columns named by the record's header, or null if it has none
   * @param nonFinite numbers that the record's header repeats, by column
   */
  RowImage read(Struct row, Set<String> unchanged, Map<String, String> nonFinite) {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = value(row, i, unchanged);
    }
    nonFinite.forEach((column, number) -> putNonFinite(values, column, number));
    return new RowImage(columns, values);
  }

  private Object value(Struct row, int place, Set<String> unchanged) {
    Field field = fields[place];
    if (unchanged != null && unchanged.contains(field.name())) {
      return RowImage.UNCHANGED;
    }
    // A default would take the place of NULL.
    Object value = hasDefault[place] ? row.getWithoutDefault(field.name()) : row.get(field);
    if (mayBePlaceholder[place]
        && unchanged == null
        && value != null
        && placeholder.matches(value)) {
      return placeholder.unchanged(field.name());
    }
    // Arrays of bytes are equal only if they are the same one.
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }

  private void putNonFinite(Object[] values, String column, String number) {
    int place = columns.place(column);
    if (place < 0) {
      throw new DecodeException("Its header names a column " + column + " that it lacks", null);
    }
    values[place] =
        fields[place].schema().type() == Schema.Type.FLOAT32
            ? (Object) Float.valueOf(number)
            : (Object) Double.valueOf(number);
  }
}
