/**
 * Debezium's records come in, in the order of the log; records that name their exact place to
 * resume, cut into Kafka transactions at source commits, go out.
 */
package io.weft.connectors.stream;
