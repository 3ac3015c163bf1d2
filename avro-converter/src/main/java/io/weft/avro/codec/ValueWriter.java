package io.weft.avro.codec;

/** Writes values of one Connect schema by one Avro schema. Immutable; safe for many threads. */
@FunctionalInterface
interface ValueWriter {

  /**
   * Writes a value.
   *
   * @throws ValueException if the value is not one of the schema's
   */
  void write(Object value, AvroOutput out);
}
