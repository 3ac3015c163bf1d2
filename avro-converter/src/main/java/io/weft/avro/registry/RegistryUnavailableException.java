package io.weft.avro.registry;

import org.apache.kafka.connect.errors.RetriableException;

/**
 * A registry cannot be reached or does not answer. Connect tries the record again for as long as
 * the connector's {@code errors.retry.timeout} allows.
 */
public final class RegistryUnavailableException extends RetriableException {

  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
