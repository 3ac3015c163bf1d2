package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RowImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The net effect of many changes on the rows of one table that has a key.
 *
 * <p>A row that stands at a key after the changes is either new, or one that the target already
 * holds, perhaps under another key ({@link Net#origin}). Keys whose row the target has to give up
 * are {@link #deleted}. Invariant: applying first the deletes, then the updates, then the inserts
 * gives what the changes give one by one, unless a unique index is in the way.
 */
final class NetRows {

  /**
   * A row that stands after the changes.
   *
   * @param origin the key under which the target holds it, null for a new row
   * @param row its values; {@link RowImage#UNCHANGED} where the target's own are to stay
   * @param cause the last change of it
   */
  record Net(List<String> origin, RowImage row, ChangeEvent cause) {}

  private final TableShape shape;
  private final Map<List<String>, Net> rows = new LinkedHashMap<>();
  private final Map<List<String>, ChangeEvent> deleted = new LinkedHashMap<>();

  NetRows(TableShape shape) {
    this.shape = shape;
  }

  /** Rows that stand, by their key. */
  Map<List<String>, Net> rows() {
    return rows;
  }

  /** Keys whose row goes, with the change that removed it. */
  Map<List<String>, ChangeEvent> deleted() {
    return deleted;
  }

  TableShape shape() {
    return shape;
  }

  /**
   * Folds a change in.
   *
   * @throws UnfoldableException if it contradicts the earlier ones; applied one by one, the target
   *     will tell which
   */
  void add(ChangeEvent event) {
    switch (event.operation()) {
      case READ -> rows.put(key(event.after()), new Net(null, event.after(), event));
      case INSERT, KEY_CHANGE_INSERT -> put(null, event.after(), event);
      case UPDATE -> update(event);
      case DELETE, KEY_CHANGE_DELETE -> delete(event);
      case TRUNCATE -> throw new IllegalArgumentException("a truncate is no change of a row");
    }
  }

  private List<String> key(RowImage row) {
    return shape.values(row, shape.locator());
  }

  private void put(List<String> origin, RowImage row, ChangeEvent event) {
    if (rows.putIfAbsent(key(row), new Net(origin, row, event)) != null) {
      throw new UnfoldableException();
    }
  }

  private void update(ChangeEvent event) {
    List<String> oldKey = oldKey(event);
    Net earlier = rows.remove(oldKey);
    if (earlier != null) {
      put(earlier.origin(), Merge.over(earlier.row(), event.after()), event);
    } else if (deleted.containsKey(oldKey)) {
      throw new UnfoldableException();
    } else {
      put(oldKey, event.after(), event);
    }
  }

  /** The key of the row before the update: without a before image it has not changed. */
  private List<String> oldKey(ChangeEvent event) {
    RowImage before = event.before();
    boolean told = before != null && before.columns().containsAll(shape.locator());
    return key(told ? before : event.after());
  }

  private void delete(ChangeEvent event) {
    List<String> key = key(event.before());
    Net net = rows.remove(key);
    if (net == null) {
      if (deleted.putIfAbsent(key, event) != null) {
        throw new UnfoldableException();
      }
    } else if (net.origin() != null) {
      deleted.put(net.origin(), event);
    }
  }
}
