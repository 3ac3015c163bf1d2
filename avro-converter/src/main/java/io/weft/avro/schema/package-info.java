/**
 * The mapping between Connect's schemas and Avro's, which is that of Confluent's AvroConverter: a
 * schema of one kind comes in, and the schema of the other kind goes out.
 *
 * <p>What one kind can say and the other cannot is kept in properties and parameters, whose names
 * are Confluent's as well, so that either converter understands what the other has written.
 */
package io.weft.avro.schema;
