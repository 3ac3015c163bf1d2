package io.weft.sink.sql;

import io.weft.sink.encode.ValueRange;
import io.weft.sink.plan.Rows;
import java.util.Optional;

/**
 * Rows of a step that one statement takes.
 *
 * @param range in which they are looked for, if that helps the server
 */
record Slice(Rows rows, Optional<Range> range) {

  /** A range of a column's values. */
  record Range(String column, ValueRange values) {}
}
