/** Captured changes come in; how fast each Connect converter writes and reads them goes out. */
package io.weft.benchmarks.convert;
