/**
 * Changes that wait in Kafka (or, for PostgreSQL's own replication, in a slot) come in; how fast
 * each contestant brings them into a target goes out.
 */
package io.weft.benchmarks.apply;
