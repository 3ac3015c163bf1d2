package io.weft.avro.codec;

/** Reads values of one Avro schema as those of one Connect schema. Immutable, thread-safe. */
@FunctionalInterface
interface ValueReader {

  /**
   * Reads the value that follows.
   *
   * @throws ValueException if the bytes are not such a value's
   */
  Object read(AvroInput in);
}
