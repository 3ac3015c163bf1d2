package io.weft.sink.sql;

import io.weft.sink.encode.Bytes;
import io.weft.sink.encode.Parameter;
import io.weft.sink.plan.Step;
import java.util.List;
import org.postgresql.util.PGobject;

/** What is sent to the target for a step. */
public sealed interface Command {

  /** What it is sent for. */
  Step step();

  /**
   * A statement.
   *
   * @param text its text, a question mark for each parameter
   * @param parameters arrays, one a column, and what else the text asks for
   * @param rows how many rows it must report
   */
  record Statement(Step.RowStep step, String text, List<PGobject> parameters, int rows)
      implements Command {}

  /**
   * A COPY into a table.
   *
   * @param text its text
   * @param data what is copied, one piece behind the other
   */
  record Copy(Step.RowStep step, String text, List<Bytes> data) implements Command {}

  /** Tables to be emptied. */
  record Truncation(Step.Truncate step) implements Command {}

  /** How much is sent, in bytes. */
  default long sizeBytes() {
    if (this instanceof Copy copy) {
      return copy.data().stream().mapToLong(Bytes::length).sum();
    }
    if (this instanceof Statement statement) {
      return statement.parameters().stream().mapToLong(Command::sizeBytes).sum();
    }
    return 0;
  }

  private static long sizeBytes(PGobject parameter) {
    return parameter instanceof Parameter array ? array.lengthInBytes() : 0;
  }
}
