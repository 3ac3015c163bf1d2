package io.weft.avro.registry;

import org.apache.kafka.connect.errors.DataException;

/** A registry refuses, or lacks, what is asked of it; asking again changes nothing. */
public class RegistryException extends DataException {

  public RegistryException(String message) {
    super(message);
  }

  public RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
