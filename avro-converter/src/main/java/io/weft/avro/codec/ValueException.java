package io.weft.avro.codec;

import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;

/** A value that its schema does not allow, or bytes that are not a value; names the field. */
public final class ValueException extends DataException {

  /** Of the path's names, at each of its ends; between them there may be hundreds. */
  private static final int MAX_SHOWN = 10;

  private final String reason;

  /** The fields around the value, the outermost first; it grows on the way out. */
  private final ArrayDeque<String> path = new ArrayDeque<>();

  ValueException(String reason) {
    this(reason, null);
  }

  private ValueException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** The same fault, seen from the struct whose field holds the value. */
  static ValueException in(String field, DataException fault) {
    ValueException known =
        fault instanceof ValueException value
            ? value
            : new ValueException(fault.getMessage(), fault);
    known.path.addFirst(field);
    return known;
  }

  @Override
  public String getMessage() {
    return path.isEmpty() ? reason : "field " + shown(List.copyOf(path)) + ": " + reason;
  }

  private static String shown(List<String> names) {
    int size = names.size();
    if (size <= 2 * MAX_SHOWN) {
      return String.join(".", names);
    }
    return String.join(".", names.subList(0, MAX_SHOWN))
        + ".…"
        + (size - 2 * MAX_SHOWN)
        + " more…."
        + String.join(".", names.subList(size - MAX_SHOWN, size));
  }

  /** A value of another Java type than the schema's. */
  static ValueException expected(Object type, Object value) {
    return new ValueException(
        value == null
            ? "null, where the schema requires a value of type " + type
            : "a value of " + value.getClass().getName() + ", where the schema has " + type);
  }
}
