/**
 * Connect records come in; row changes and commits of source transactions go out, their values as
 * PostgreSQL's text literals.
 */
package io.weft.sink.decode;
