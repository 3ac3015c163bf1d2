/**
 * Ways to send rows to a target come in; how many rows a second the target takes by each goes out.
 */
package io.weft.benchmarks.statements;
