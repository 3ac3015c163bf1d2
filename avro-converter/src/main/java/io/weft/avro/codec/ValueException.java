package io.weft.avro.codec;

import java.util.ArrayDeque;
import org.apache.kafka.connect.errors.DataException;

/** A value that its schema does not allow, or bytes that are not a value; names the field. */
public final class ValueException extends DataException {

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
    return path.isEmpty() ? reason : "field " + String.join(".", path) + ": " + reason;
  }

  /** A value of another Java type than the schema's. */
  static ValueException expected(Object type, Object value) {
    return new ValueException(
        value == null
            ? "null, where the schema requires a value of type " + type
            : "a value of " + value.getClass().getName() + ", where the schema has " + type);
  }
}
