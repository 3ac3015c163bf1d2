/**
 * Column values as Debezium reads them come in, from snapshot and stream; the same Connect values
 * from both, without loss, go out.
 */
package io.weft.connectors.value;
