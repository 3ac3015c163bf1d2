package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The net effect of many changes on a table without a key, whose rows are known by their values
 * alone and may be equal: for each value of a row, how many more or fewer there are.
 */
final class EqualRows {

  private static final class Count {
    private int more;
    private ChangeEvent cause;
  }

  private final TableShape shape;
  private final Map<RowImage, Count> counts = new LinkedHashMap<>();

  EqualRows(TableShape shape) {
    this.shape = shape;
  }

  TableShape shape() {
    return shape;
  }

  void add(ChangeEvent event) {
    switch (event.operation()) {
      case READ, INSERT, KEY_CHANGE_INSERT -> count(event.after(), 1, event);
      case DELETE, KEY_CHANGE_DELETE -> count(event.before(), -1, event);
      case UPDATE -> {
        if (event.before() == null || event.after().hasUnchanged()) {
          throw new KeylessUpdateException(event);
        }
        count(event.before(), -1, event);
        count(event.after(), 1, event);
      }
      case TRUNCATE -> throw new IllegalArgumentException("a truncate is no change of a row");
    }
  }

  private void count(RowImage row, int by, ChangeEvent cause) {
    Count count = counts.computeIfAbsent(row, r -> new Count());
    count.more += by;
    count.cause = cause;
  }

  /** Deletes first, as a constraint may want: what goes on balance was there before. */
  TableSteps steps() {
    List<RowImage> inserts = new ArrayList<>();
    List<RowImage> deletes = new ArrayList<>();
    ChangeEvent insertCause = null;
    ChangeEvent deleteCause = null;
    for (Map.Entry<RowImage, Count> entry : counts.entrySet()) {
      int more = entry.getValue().more;
      for (int i = 0; i < more; i++) {
        inserts.add(entry.getKey());
        insertCause = entry.getValue().cause;
      }
      for (int i = more; i < 0; i++) {
        deletes.add(entry.getKey());
        deleteCause = entry.getValue().cause;
      }
    }
    List<StepColumn> columns = shape.stepColumns(shape.writable());
    return new TableSteps(
        shape.table(),
        deletes.isEmpty()
            ? List.of()
            : List.of(new Step.DeleteEqual(shape.table(), columns, rows(deletes), deleteCause)),
        List.of(),
        inserts.isEmpty()
            ? List.of()
            : List.of(new Step.Insert(shape.table(), columns, rows(inserts), insertCause)));
  }

  private Rows rows(List<RowImage> images) {
    return new ImageRows(shape, images, shape.writable());
  }
}
