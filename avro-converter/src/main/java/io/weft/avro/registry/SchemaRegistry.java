package io.weft.avro.registry;

import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * Keeps Avro schemas under ids, and under subjects with versions.
 *
 * <p>Safe for use by many threads. An implementation caches what never changes (an id's schema, a
 * schema's id), within bounds; so callers may ask again for what they have asked before, but not
 * once a record.
 *
 * <p>Every method may throw {@link RegistryException} if the registry refuses or lacks what is
 * asked for, which asking again does not mend, and {@link RegistryUnavailableException} if it
 * cannot be reached or does not answer, after its bounded retries.
 */
public interface SchemaRegistry extends AutoCloseable {

  /**
   * Registers a schema under a subject, unless it is there already.
   *
   * @return the schema's id, at least 0
   * @throws RegistryException if the subject's compatibility rule forbids the schema
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that is registered under a subject.
   *
   * @throws RegistryException if it is not
   */
  int idOf(String subject, Schema schema);

  /**
   * The subject's latest schema, asked anew each time.
   *
   * @throws RegistryException if the subject has none
   */
  RegisteredSchema latest(String subject);

  /**
   * The schema of an id.
   *
   * @param subject where the reader believes it to be registered: a hint, for registries whose ids
   *     are unique within a context only
   * @throws RegistryException if there is no such id, or its schema is not an Avro one
   */
  Schema schema(int id, String subject);

  /** The version that a schema has under a subject; empty if it is not registered there. */
  OptionalInt version(String subject, Schema schema);

  /** Gives up what a thread waits for, and frees what is held. */
  @Override
  void close();
}
