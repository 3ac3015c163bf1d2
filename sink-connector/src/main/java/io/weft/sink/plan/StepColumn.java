package io.weft.sink.plan;

import io.weft.sink.decode.ValueForm;
import io.weft.sink.target.TargetColumn;

/**
 * A column of a step's rows.
 *
 * @param target where its values go, or what they are compared with
 * @param form how they are written
 */
public record StepColumn(TargetColumn target, ValueForm form) {

  /** The column's name. */
  public String name() {
    return target.name();
  }
}
