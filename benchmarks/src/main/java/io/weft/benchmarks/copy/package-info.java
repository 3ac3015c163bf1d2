/** Tables of several widths come in; how fast each copies them goes out. */
package io.weft.benchmarks.copy;
