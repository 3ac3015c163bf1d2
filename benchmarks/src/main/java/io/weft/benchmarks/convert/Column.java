package io.weft.benchmarks.convert;

import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Schema;

/**
 * A column of a benchmark's table.
 *
 * @param schema in Debezium's form
 * @param value what a row holds, by the row's number
 */
record Column(String name, Schema schema, LongFunction<Object> value) {}
