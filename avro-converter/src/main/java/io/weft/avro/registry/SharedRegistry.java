package io.weft.avro.registry;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;

/** One user's hold on a registry that others may use too. */
final class SharedRegistry implements SchemaRegistry {

  private final SchemaRegistry registry;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  SharedRegistry(SchemaRegistry registry, Runnable release) {
    this.registry = registry;
    this.release = release;
  }

  @Override
  public int register(String subject, Schema schema) {
    return open().register(subject, schema);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return open().idOf(subject, schema);
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return open().latest(subject);
  }

  @Override
  public Schema schema(int id, String subject) {
    return open().schema(id, subject);
  }

  @Override
  public OptionalInt version(String subject, Schema schema) {
    return open().version(subject, schema);
  }

  private SchemaRegistry open() {
    if (closed.get()) {
      throw new RegistryUnavailableException("The schema registry has been closed.");
    }
    return registry;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
