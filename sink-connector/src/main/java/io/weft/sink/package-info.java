/**
 * The connector and its task: Connect's calls come in and are handed to the packages below, in the
 * order {@code decode}, {@code assemble}, {@code plan}, {@code sql}, {@code apply}.
 */
package io.weft.sink;
