/**
 * A step comes in; what is sent for it goes out: the text of a statement with its parameters, or a
 * COPY.
 */
package io.weft.sink.sql;
