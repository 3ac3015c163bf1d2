package io.weft.sink.sql;

import io.weft.sink.encode.RowsEncoder;
import io.weft.sink.encode.ValueRange;
import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.target.TableKind;
import java.util.Optional;

/**
 * The part of a hypertable in which rows are looked for. Without it every chunk is planned and
 * searched; TimescaleDB leaves chunks out by values that it knows when it plans, which those of a
 * join are not.
 *
 * @param column by which the table is cut into chunks
 * @param range of its values
 */
record ChunkRange(String column, ValueRange range) {

  /** That of a step's rows, if the step finds them by such a column. */
  static Optional<ChunkRange> of(Step.KeyStep step, Rows rows, RowsEncoder encoder) {
    if (step.table().kind() != TableKind.HYPERTABLE) {
      return Optional.empty();
    }
    for (int key = 0; key < step.key().size(); key++) {
      String column = step.key().get(key).name();
      if (step.table().dimensions().contains(column)) {
        Optional<ValueRange> range = encoder.range(rows, key);
        if (range.isPresent()) {
          return Optional.of(new ChunkRange(column, range.get()));
        }
      }
    }
    return Optional.empty();
  }
}
