/**
 * Keeps schemas in a topic of Kafka, without a server: a schema goes into the log as a claim of an
 * id, the log's order says which claims hold, and every reader of the log comes to the same answer.
 */
package io.weft.avro.registry.kafka;
