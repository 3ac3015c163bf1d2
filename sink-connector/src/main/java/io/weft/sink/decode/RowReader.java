package io.weft.sink.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads the rows of one schema; made once for each, since a table's rows share it. */
final class RowReader {

  /** Debezium's default for {@code unavailable.value.placeholder}. */
  static final String DEBEZIUM_PLACEHOLDER = "__debezium_unavailable_value";

  private final List<String> columns;
  private final Field[] fields;
  private final TextForm[] forms;
  private final Placeholder placeholder;

  RowReader(Schema schema, Placeholder placeholder) {
    this.placeholder = placeholder;
    fields = schema.fields().toArray(Field[]::new);
    forms = new TextForm[fields.length];
    List<String> names = new ArrayList<>(fields.length);
    for (int i = 0; i < fields.length; i++) {
      names.add(fields[i].name());
      forms[i] = formOf(fields[i]);
    }
    columns = List.copyOf(names);
  }

  private static TextForm formOf(Field field) {
    try {
      return TextForm.forSchema(field.schema());
    } catch (IllegalArgumentException e) {
      throw new DecodeException("Column " + field.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a row.
   *
   * @param unchanged the columns named by the record's header, or null if it has none
   */
  RowImage read(Struct row, Set<String> unchanged) {
    String[] values = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Object value = row.getWithoutDefault(fields[i].name());
      if (unchanged != null && unchanged.contains(fields[i].name())) {
        values[i] = RowImage.UNCHANGED;
      } else if (value != null) {
        values[i] = text(value, i, unchanged);
      }
    }
    return new RowImage(columns, values);
  }

  private String text(Object value, int index, Set<String> unchanged) {
    if (unchanged == null && placeholder.matches(value)) {
      return placeholder.unchanged(fields[index].name());
    }
    try {
      return forms[index].of(value);
    } catch (RuntimeException e) {
      // Neither value nor cause: both could hold data.
      throw new DecodeException(
          "Column "
              + fields[index].name()
              + " holds a "
              + value.getClass().getSimpleName()
              + " that its schema "
              + fields[index].schema().name()
              + " does not allow",
          null);
    }
  }
}
