/**
 * A Connect converter: values come in and Avro in Confluent's wire format goes out, or the other
 * way round.
 *
 * <p>The packages follow a value: {@code schema} (which Avro schema its Connect schema has) →
 * {@code registry} (the id of that) → {@code codec} (the bytes).
 */
package io.weft.avro;
