package io.weft.benchmarks.convert;

/**
 * How a converter did.
 *
 * @param opsPerSecond records of one thread
 * @param error half of the 99.9 % confidence interval, in records per second; NaN if there are too
 *     few measurements
 * @param bytesPerOp what it allocated for one record
 */
public record Score(double opsPerSecond, double error, double bytesPerOp) {}
