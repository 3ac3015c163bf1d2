/** What every benchmark stands on: servers of its own, the machine's facts, the file of results. */
package io.weft.benchmarks.env;
