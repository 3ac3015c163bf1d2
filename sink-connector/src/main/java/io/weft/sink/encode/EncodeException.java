package io.weft.sink.encode;

import io.weft.sink.plan.StepColumn;

/** A value is not what its schema says. The message holds no value. */
public final class EncodeException extends RuntimeException {

  EncodeException(String message) {
    super(message);
  }

  /** Neither the value nor the cause is told: both could hold data. */
  static EncodeException of(StepColumn column, Object value) {
    return new EncodeException(
        "column %s holds a %s that its schema %s does not allow"
            .formatted(
                column.name(), value.getClass().getSimpleName(), column.form().schema().name()));
  }
}
