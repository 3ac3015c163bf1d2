package io.weft.sink.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * The columns of a table's rows, and in what form their values come. Rows of one schema share one
 * object; two objects are never equal, so that identity tells rows of different shape apart.
 */
public final class RowColumns {

  private final List<String> names;
  private final List<ValueForm> forms;
  private final Map<String, Integer> places;

  private RowColumns(List<String> names, List<ValueForm> forms) {
    this.names = List.copyOf(names);
    this.forms = List.copyOf(forms);
    places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.put(names.get(i), i);
    }
  }

  /**
   * The columns of a row's schema.
   *
   * @throws DecodeException if values of one of them cannot be written
   */
  public static RowColumns of(Schema row) {
    List<String> names = new ArrayList<>();
    List<ValueForm> forms = new ArrayList<>();
    for (Field field : row.fields()) {
      names.add(field.name());
      forms.add(formOf(field));
    }
    return new RowColumns(names, forms);
  }

  private static ValueForm formOf(Field field) {
    try {
      return ValueForm.of(field.schema());
    } catch (IllegalArgumentException e) {
      throw new DecodeException("Column " + field.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same columns, for rows in which values of some forms are text literals already. */
  public RowColumns asText(Predicate<ValueForm> isText) {
    return new RowColumns(
        names, forms.stream().map(form -> isText.test(form) ? ValueForm.TEXT : form).toList());
  }

  /** The names, in the order of a row's values. */
  public List<String> names() {
    return names;
  }

  /** How many there are. */
  public int count() {
    return names.size();
  }

  /** The place of a column in a row's values, -1 if there is no such column. */
  public int place(String name) {
    return places.getOrDefault(name, -1);
  }

  /** The form of the values at a place. */
  public ValueForm form(int place) {
    return forms.get(place);
  }

  /** Names only: values never reach a log. */
  @Override
  public String toString() {
    return names.toString();
  }
}
