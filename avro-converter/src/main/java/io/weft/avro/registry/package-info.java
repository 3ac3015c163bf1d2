/**
 * Where Avro schemas and their ids are kept: a schema comes in and its id goes out, or the other
 * way round.
 *
 * <p>{@link io.weft.avro.registry.SchemaRegistry} is what the converter sees; {@code rest} speaks
 * to a registry server, {@code kafka} keeps the schemas in a topic.
 */
package io.weft.avro.registry;
