package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RowImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
   * @param origin an image with the key under which the target holds it, null for a new row
   * @param row its values; {@link RowImage#UNCHANGED} where the target's own are to stay
   * @param cause the last change of it
   */
  record Net(RowImage origin, RowImage row, ChangeEvent cause) {}

  /** A row that goes: an image with its key, and the change that removed it. */
  record Gone(RowImage row, ChangeEvent cause) {}

  private final TableShape shape;
  private final Map<Object, Net> rows = new LinkedHashMap<>();
  private final Map<Object, Gone> deleted = new LinkedHashMap<>();

  NetRows(TableShape shape) {
    this.shape = shape;
  }

  /** Rows that stand, by their key. */
  Map<Object, Net> rows() {
    return rows;
  }

  /** Keys whose row goes. */
  Map<Object, Gone> deleted() {
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
   * @throws UntoldKeyException if it does not say which row it is about
   */
  void add(ChangeEvent event) {
    switch (event.operation()) {
      case READ -> rows.put(shape.key(event.after()), new Net(null, event.after(), event));
      case INSERT, KEY_CHANGE_INSERT ->
          put(shape.key(event.after()), new Net(null, event.after(), event));
      case UPDATE -> update(event);
      case DELETE, KEY_CHANGE_DELETE -> delete(event);
      case TRUNCATE -> throw new IllegalArgumentException("a truncate is no change of a row");
    }
  }

  private void put(Object key, Net net) {
    if (rows.putIfAbsent(key, net) != null) {
      throw new UnfoldableException();
    }
  }

  private void update(ChangeEvent event) {
    boolean tellsOldKey = event.before() != null && shape.tellsKey(event.before());
    RowImage before = tellsOldKey ? event.before() : event.after();
    RowImage after = tellsOldKey ? shape.withKeyTold(event.after(), before) : before;
    Object oldKey = told(before, event);
    // Without a before image the key has not changed.
    Object newKey = tellsOldKey ? shape.key(after) : oldKey;
    Net earlier = rows.remove(oldKey);
    if (earlier != null) {
      put(newKey, new Net(earlier.origin(), Merge.over(earlier.row(), after), event));
    } else if (deleted.containsKey(oldKey)) {
      throw new UnfoldableException();
    } else {
      put(newKey, new Net(before, after, event));
    }
  }

  /** The key of a row that the target is to find. */
  private Object told(RowImage row, ChangeEvent event) {
    Optional<String> untold = shape.untoldKeyColumn(row);
    if (untold.isPresent()) {
      throw new UntoldKeyException(event, untold.get());
    }
    return shape.key(row);
  }

  private void delete(ChangeEvent event) {
    Object key = told(event.before(), event);
    Net net = rows.remove(key);
    if (net == null) {
      if (deleted.putIfAbsent(key, new Gone(event.before(), event)) != null) {
        throw new UnfoldableException();
      }
    } else if (net.origin() != null) {
      deleted.put(shape.key(net.origin()), new Gone(net.origin(), event));
    }
  }
}
