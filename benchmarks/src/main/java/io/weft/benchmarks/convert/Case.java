package io.weft.benchmarks.convert;

/**
 * One thing to measure.
 *
 * @param table whose changes are converted
 * @param direction written or read
 * @param contestant what converts them
 */
public record Case(Table table, Direction direction, Contestant contestant) {}
