package io.weft.benchmarks.convert;

import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** Keeps schemas in memory. A converter asks once for each, so it has no part in the numbers. */
final class MemoryRegistry implements SchemaRegistry {

  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int id = schemas.indexOf(schema);
    if (id < 0) {
      schemas.add(schema);
      return schemas.size() - 1;
    }
    return id;
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    int id = schemas.indexOf(schema);
    if (id < 0) {
      throw new RegistryException("Not registered: " + schema.getFullName());
    }
    return id;
  }

  @Override
  public synchronized RegisteredSchema latest(String subject) {
    return new RegisteredSchema(schemas.size() - 1, schemas.get(schemas.size() - 1));
  }

  @Override
  public synchronized Schema schema(int id, String subject) {
    return schemas.get(id);
  }

  @Override
  public synchronized OptionalInt version(String subject, Schema schema) {
    int id = schemas.indexOf(schema);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id + 1);
  }

  @Override
  public void close() {}
}
