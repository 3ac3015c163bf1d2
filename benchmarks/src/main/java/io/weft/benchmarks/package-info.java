/** The benchmark command: a workload's name comes in; a table, and numbers as JSON, go out. */
package io.weft.benchmarks;
