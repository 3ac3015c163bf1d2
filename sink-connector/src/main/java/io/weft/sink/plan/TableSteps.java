package io.weft.sink.plan;

import io.weft.sink.target.TargetTable;
import java.util.List;

/**
 * The steps on one table: to be taken in this order, and those of a kind in theirs.
 *
 * @param changes updates and moves
 */
record TableSteps(TargetTable table, List<Step> deletes, List<Step> changes, List<Step> inserts) {

  /** Steps that must stay together in their order. */
  static TableSteps inOrder(TargetTable table, List<Step> steps) {
    return new TableSteps(table, List.of(), steps, List.of());
  }
}
