/** One large transaction comes in; how long a sink with a small heap takes for it goes out. */
package io.weft.benchmarks.large;
