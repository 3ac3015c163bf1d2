package io.weft.sink.decode;

import org.apache.kafka.connect.errors.DataException;

/** A record that is not what the sink can read. The message names columns, never values. */
public final class DecodeException extends DataException {

  DecodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
