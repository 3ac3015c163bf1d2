/**
 * A step comes in; the text of the statement that does it goes out, with one array of text literals
 * for each parameter.
 */
package io.weft.sink.sql;
