package io.weft.avro.registry;

/** A registry takes a schema for incompatible with those that its subject has already. */
public final class IncompatibleSchemaException extends RegistryException {

  public IncompatibleSchemaException(String message) {
    super(message);
  }
}
