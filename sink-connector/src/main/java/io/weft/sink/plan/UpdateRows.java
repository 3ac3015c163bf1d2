package io.weft.sink.plan;

import java.util.List;

/** For each row the key under which the target holds it, then the values to set. */
final class UpdateRows implements Rows {

  private final TableShape shape;
  private final List<NetRows.Net> rows;
  private final int[] set;

  UpdateRows(TableShape shape, List<NetRows.Net> rows, int[] set) {
    this.shape = shape;
    this.rows = rows;
    this.set = set;
  }

  @Override
  public int count() {
    return rows.size();
  }

  @Override
  public Object value(int row, int column) {
    int keys = shape.locator().length;
    NetRows.Net net = rows.get(row);
    return column < keys
        ? shape.value(net.origin(), shape.locator()[column])
        : shape.value(net.row(), set[column - keys]);
  }
}
