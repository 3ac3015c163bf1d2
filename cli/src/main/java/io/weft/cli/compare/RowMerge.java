package io.weft.cli.compare;

import io.weft.cli.compare.RowSample.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Walks through both sides in step and counts what has no equal on the other one.
 *
 * <p>A row counts as matched only beside a row of the same bytes, each row once. So the verdict
 * "identical" does not depend on the rows' order being right; only which kind of difference is
 * reported does.
 */
final class RowMerge {

  private static final int ROWS_BETWEEN_REPORTS = 4096;

  private final RowLayout layout;
  private final RowStream source;
  private final RowStream target;
  private final List<RowSample> samples = new ArrayList<>();
  private long onlyInSource;
  private long onlyInTarget;
  private long different;

  RowMerge(RowLayout layout, RowStream source, RowStream target) {
    this.layout = layout;
    this.source = source;
    this.target = target;
  }

  /** Reads both sides to their ends; tells now and then how many rows of the source it has read. */
  RowCounts run(LongConsumer progress) throws SQLException {
    source.next();
    target.next();
    while (source.row() != null || target.row() != null) {
      step();
      if (source.rows() % ROWS_BETWEEN_REPORTS == 0) {
        progress.accept(source.rows());
      }
    }
    progress.accept(source.rows());
    return new RowCounts(source.rows(), target.rows(), onlyInSource, onlyInTarget, different);
  }

  /** A few of the rows that differ. */
  List<RowSample> samples() {
    return samples;
  }

  private void step() throws SQLException {
    if (Arrays.equals(source.row(), target.row())) {
      source.next();
      target.next();
      return;
    }
    byte[][] sourceRow = source.row() == null ? null : RowText.split(source.row());
    byte[][] targetRow = target.row() == null ? null : RowText.split(target.row());
    int order = order(sourceRow, targetRow);
    if (order < 0) {
      onlyInSource++;
      sample(Kind.ONLY_IN_SOURCE, sourceRow, List.of());
      source.next();
    } else if (order > 0) {
      onlyInTarget++;
      sample(Kind.ONLY_IN_TARGET, targetRow, List.of());
      target.next();
    } else {
      different++;
      sample(Kind.DIFFERENT, sourceRow, layout.differingColumns(sourceRow, targetRow));
      source.next();
      target.next();
    }
  }

  private int order(byte[][] sourceRow, byte[][] targetRow) {
    if (sourceRow == null) {
      return 1;
    }
    return targetRow == null ? -1 : layout.compare(sourceRow, targetRow);
  }

  private void sample(Kind kind, byte[][] row, List<String> differingColumns) {
    if (samples.size() < TableComparison.MAX_SAMPLES) {
      samples.add(
          new RowSample(kind, layout.keyColumns(), layout.keyValues(row), differingColumns));
    }
  }
}
