/** Counts what the sink does; numbers come in from every package, JMX reads them. */
package io.weft.sink.metrics;
