package io.weft.avro;

import io.weft.avro.registry.IncompatibleSchemaException;
import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.SchemaRegistry;
import org.apache.avro.Schema;

/** By which schema values are written. */
sealed interface SchemaChoice {

  /**
   * Asks the registry.
   *
   * @param derived the schema that the values' own schema maps to
   */
  RegisteredSchema choose(SchemaRegistry registry, String subject, Schema derived);

  /** By the one that they map to, which is registered. */
  record Register() implements SchemaChoice {

    @Override
    public RegisteredSchema choose(SchemaRegistry registry, String subject, Schema derived) {
      return new RegisteredSchema(register(registry, subject, derived), derived);
    }

    /**
     * A server may take the first schemas of several tasks for a conflict, if they come at once;
     * the second time it compares with the one that is there.
     */
    private static int register(SchemaRegistry registry, String subject, Schema derived) {
      try {
        return registry.register(subject, derived);
      } catch (IncompatibleSchemaException conflict) {
        return registry.register(subject, derived);
      }
    }
  }

  /** By the one that they map to, which must be registered. */
  record Registered() implements SchemaChoice {

    @Override
    public RegisteredSchema choose(SchemaRegistry registry, String subject, Schema derived) {
      return new RegisteredSchema(registry.idOf(subject, derived), derived);
    }
  }

  /** By the subject's latest. */
  record Latest() implements SchemaChoice {

    @Override
    public RegisteredSchema choose(SchemaRegistry registry, String subject, Schema derived) {
      return registry.latest(subject);
    }
  }

  /** By the one with an id. */
  record ById(int id) implements SchemaChoice {

    @Override
    public RegisteredSchema choose(SchemaRegistry registry, String subject, Schema derived) {
      return new RegisteredSchema(id, registry.schema(id, subject));
    }
  }
}
