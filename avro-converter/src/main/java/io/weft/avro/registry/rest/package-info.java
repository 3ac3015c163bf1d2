/**
 * Speaks to registry servers that have Confluent's REST API: a schema or an id goes out as a
 * request, and the other comes back; between them URLs are tried in turn, and answers are bounded.
 */
package io.weft.avro.registry.rest;
