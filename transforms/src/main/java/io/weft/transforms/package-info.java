/**
 * Change events in Debezium's envelope come in; the same events, routed by the column that
 * distributes their table, go out. None is dropped.
 */
package io.weft.transforms;
