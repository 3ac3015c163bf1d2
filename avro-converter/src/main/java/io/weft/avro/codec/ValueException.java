package io.weft.avro.codec;

import org.apache.kafka.connect.errors.DataException;

/** A value that its schema does not allow, or bytes that are not a value; names the field. */
public final class ValueException extends DataException {

  private final String path;
  private final String reason;

  ValueException(String reason) {
    this("", reason, null);
  }

  private ValueException(String path, String reason, Throwable cause) {
    super(path.isEmpty() ? reason : "field " + path + ": " + reason, cause);
    this.path = path;
    this.reason = reason;
  }

  /** The same fault, seen from the struct whose field holds the value. */
  static ValueException in(String field, DataException fault) {
    return fault instanceof ValueException known
        ? new ValueException(
            known.path.isEmpty() ? field : field + "." + known.path, known.reason, known.getCause())
        : new ValueException(field, fault.getMessage(), fault);
  }

  /** A value of another Java type than the schema's. */
  static ValueException expected(Object type, Object value) {
    return new ValueException(
        value == null
            ? "null, where the schema requires a value of type " + type
            : "a value of " + value.getClass().getName() + ", where the schema has " + type);
  }
}
