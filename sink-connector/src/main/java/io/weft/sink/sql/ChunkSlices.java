package io.weft.sink.sql;

import io.weft.sink.encode.RowsEncoder;
import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.target.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Divides rows of a hypertable by the chunks that hold them, and names the range of each part.
 * TimescaleDB leaves chunks out of a plan by values that it knows when it plans, which those of a
 * join are not: without a range every row is looked for in every chunk.
 */
final class ChunkSlices {

  /** A statement of its own costs about as much as so many rows in another one. */
  private static final int MIN_ROWS = 32;

  private final RowsEncoder encoder;
  private final Rows rows;
  private final int key;
  private final String column;
  private final long width;
  private final long[] ordinals;

  private ChunkSlices(Step.KeyStep step, RowsEncoder encoder, Rows rows, int key, long[] ordinals) {
    this.encoder = encoder;
    this.rows = rows;
    this.key = key;
    this.ordinals = ordinals;
    column = step.key().get(key).name();
    width = step.table().dimensions().get(column) / encoder.ordinalUnit(key);
  }

  /**
   * Divides a step's rows.
   *
   * @return nothing if the rows are not found by what divides the table
   */
  static Optional<List<Slice>> of(Step.RowStep step, RowsEncoder encoder, int maxRows) {
    if (!(step instanceof Step.KeyStep keyStep) || step.table().kind() != TableKind.HYPERTABLE) {
      return Optional.empty();
    }
    for (int key = 0; key < keyStep.key().size(); key++) {
      if (step.table().dimensions().containsKey(keyStep.key().get(key).name())) {
        Optional<long[]> ordinals = encoder.ordinals(step.rows(), key);
        if (ordinals.isPresent()) {
          return Optional.of(
              new ChunkSlices(keyStep, encoder, step.rows(), key, ordinals.get()).all(maxRows));
        }
      }
    }
    return Optional.empty();
  }

  private List<Slice> all(int maxRows) {
    int[] order =
        IntStream.range(0, ordinals.length)
            .boxed()
            .sorted((a, b) -> Long.compare(ordinals[a], ordinals[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= order.length; to++) {
      if (to == order.length || isCut(order, from, to, maxRows)) {
        slices.add(slice(order, from, to));
        from = to;
      }
    }
    return slices;
  }

  private boolean isCut(int[] order, int from, int to, int maxRows) {
    boolean otherChunk = width > 0 && chunk(order[to - 1]) != chunk(order[to]);
    return to - from >= maxRows || (otherChunk && to - from >= MIN_ROWS);
  }

  /** Chunks begin at multiples of their width, as far as nobody has changed it. */
  private long chunk(int row) {
    return Math.floorDiv(ordinals[row], width);
  }

  private Slice slice(int[] order, int from, int to) {
    Rows ordered = rows.inOrder(order).slice(from, to);
    Slice.Range range =
        new Slice.Range(
            column, encoder.range(key, ordered.value(0, key), ordered.value(to - from - 1, key)));
    return new Slice(ordered, Optional.of(range));
  }
}
