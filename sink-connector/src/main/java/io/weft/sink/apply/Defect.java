package io.weft.sink.apply;

import org.apache.kafka.connect.errors.ConnectException;

/** Says that something failed which should not have. */
final class Defect {

  private Defect() {}

  static ConnectException of(Throwable failure) {
    return new ConnectException(
        "The sink has met a defect of its own: " + failure + ". Please report it with the log",
        failure);
  }
}
