package io.weft.avro;

import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.SchemaRegistry;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A real registry, and how often it is asked. */
final class CountingRegistry implements SchemaRegistry {

  private final SchemaRegistry registry;
  private final AtomicInteger calls = new AtomicInteger();
  private boolean closed;

  CountingRegistry(SchemaRegistry registry) {
    this.registry = registry;
  }

  int calls() {
    return calls.get();
  }

  boolean isClosed() {
    return closed;
  }

  private SchemaRegistry counted() {
    calls.incrementAndGet();
    return registry;
  }

  @Override
  public int register(String subject, Schema schema) {
    return counted().register(subject, schema);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return counted().idOf(subject, schema);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return counted().latest(subject);
  }

  @Override
  public Schema schema(int id, String subject) {
    return counted().schema(id, subject);
  }

  @Override
  public OptionalInt version(String subject, Schema schema) {
    return counted().version(subject, schema);
  }

  @Override
  public void close() {
    closed = true;
    registry.close();
  }
}
