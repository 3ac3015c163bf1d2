/**
 * The target's catalog: a table's name comes in; what the sink must know to write into that table
 * goes out.
 */
package io.weft.sink.target;
