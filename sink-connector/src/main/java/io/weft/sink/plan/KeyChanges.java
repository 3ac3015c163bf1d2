package io.weft.sink.plan;

import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;

/**
 * Joins the two halves of an update that changed the key back into one update: only so do values
 * that the update left alone, and the source therefore did not send, move along with the row.
 */
final class KeyChanges {

  private ChangeEvent firstHalf;

  /**
   * Takes the next change in source order.
   *
   * @return the change to apply, or null if it is a first half whose second one must follow
   */
  ChangeEvent join(ChangeEvent event) {
    ChangeEvent first = firstHalf;
    firstHalf = null;
    if (event.operation() == Operation.KEY_CHANGE_DELETE) {
      if (first != null) {
        throw unpaired(first);
      }
      firstHalf = event;
      return null;
    }
    if (first == null) {
      return event;
    }
    if (event.operation() != Operation.KEY_CHANGE_INSERT || !event.table().equals(first.table())) {
      throw unpaired(first);
    }
    return new ChangeEvent(
        event.partition(),
        event.offset(),
        event.table(),
        Operation.UPDATE,
        event.xid(),
        event.previousCommit(),
        event.lsn(),
        event.totalOrder(),
        event.keyColumns(),
        first.before(),
        event.after());
  }

  /** Says that no more changes follow. */
  void end() {
    if (firstHalf != null) {
      throw unpaired(firstHalf);
    }
  }

  private static IllegalStateException unpaired(ChangeEvent first) {
    return new IllegalStateException(
        "Only the first half of a key change arrived: table %s, xid %d, position %s"
            .formatted(first.table(), first.xid(), first.lsn()));
  }
}
