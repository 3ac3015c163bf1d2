package io.weft.sink.assemble;

import org.apache.kafka.connect.errors.ConnectException;

/** Records that the target needs are not in Kafka any more. The message names what is missing. */
public final class GapException extends ConnectException {

  /** Takes the message for the person who has to mend it. */
  public GapException(String message) {
    super(message);
  }
}
