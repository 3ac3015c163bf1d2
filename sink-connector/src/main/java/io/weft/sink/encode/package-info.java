/**
 * Rows come in, their values as Connect has them; bytes go out, in the forms in which PostgreSQL
 * takes many rows at once: arrays, one a column, and COPY's stream.
 */
package io.weft.sink.encode;
