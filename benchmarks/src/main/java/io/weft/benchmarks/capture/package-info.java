/**
 * Changes that wait in a slot come in; how fast Weft, and stock Debezium, bring them to Kafka goes
 * out.
 */
package io.weft.benchmarks.capture;
