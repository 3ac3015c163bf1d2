/**
 * Whole source transactions come in; target transactions that hold their rows and the progress go
 * out. The only package that writes to the target.
 */
package io.weft.sink.apply;
