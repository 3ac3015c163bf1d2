package io.weft.avro.registry;

import java.util.Objects;
import org.apache.avro.Schema;

/**
 * A schema as a registry holds it.
 *
 * @param id the id by which records name it
 */
public record RegisteredSchema(int id, Schema schema) {

  public RegisteredSchema {
    Objects.requireNonNull(schema, "schema");
  }
}
