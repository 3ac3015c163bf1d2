/**
 * Capture: what a source PostgreSQL commits comes in through Debezium, and records in Kafka
 * transactions that hold whole source transactions go out.
 *
 * <p>The packages follow a change: {@code config} (the settings, and which of them would break the
 * promise) → {@code start} (what is captured, and from where exactly) → {@code relation} (which
 * table a change belongs to) → {@code value} (each value as PostgreSQL prints it) → {@code stream}
 * (the records, cut at source commits).
 */
package io.weft.connectors;
