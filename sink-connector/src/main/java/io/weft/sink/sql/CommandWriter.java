package io.weft.sink.sql;

import io.weft.sink.encode.RowsEncoder;
import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.target.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PGobject;

/**
 * Chooses how a step is sent, by what the table is to the server and by the number of rows ({@code
 * benchmarks/run statements} measures the choice).
 *
 * <p>Arrays suit every step. COPY takes new rows at half the cost for the server, but it needs two
 * more answers from it, so that it pays from some number of rows on. A Citus coordinator updates
 * distributed rows faster by an upsert, and takes as many at once as there are.
 */
public final class CommandWriter {

  /** From about a thousand on, more rows in one statement make none of them cheaper. */
  private static final int MAX_STATEMENT_ROWS = 4096;

  private final int copyRows;

  /**
   * @param copyRows from how many rows on COPY is worth its round trips
   */
  public CommandWriter(int copyRows) {
    this.copyRows = copyRows;
  }

  /** Never uses COPY. */
  public static CommandWriter withoutCopy() {
    return new CommandWriter(Integer.MAX_VALUE);
  }

  /** Writes steps down, in their order. */
  public List<Command> write(List<Step> steps) {
    List<Command> commands = new ArrayList<>(steps.size());
    for (Step step : steps) {
      if (step instanceof Step.Truncate truncate) {
        commands.add(new Command.Truncation(truncate));
      } else {
        write((Step.RowStep) step, commands);
      }
    }
    return commands;
  }

  private void write(Step.RowStep step, List<Command> commands) {
    RowsEncoder encoder = RowsEncoder.of(step);
    Rows rows = step.rows();
    if (step instanceof Step.Insert && rows.count() >= copyRows) {
      commands.add(copy(step, encoder));
      return;
    }
    boolean isDistributed = step.table().kind() == TableKind.DISTRIBUTED;
    int atOnce = isDistributed ? rows.count() : MAX_STATEMENT_ROWS;
    for (int from = 0; from < rows.count(); from += atOnce) {
      int to = Math.min(rows.count(), from + atOnce);
      commands.add(statement(step, rows.slice(from, to), encoder));
    }
  }

  private static Command copy(Step.RowStep step, RowsEncoder encoder) {
    boolean binary = encoder.fitsBinaryCopy();
    String text = StatementText.of(step, encoder).copy(binary);
    return new Command.Copy(
        step, text, binary ? encoder.binaryCopy(step.rows()) : encoder.textCopy(step.rows()));
  }

  private static Command statement(Step.RowStep step, Rows rows, RowsEncoder encoder) {
    StatementText text = StatementText.of(step, encoder);
    List<PGobject> parameters = new ArrayList<>(encoder.arrays(rows));
    if (step instanceof Step.KeyStep keyStep) {
      Optional<ChunkRange> chunks = ChunkRange.of(keyStep, rows, encoder);
      if (chunks.isPresent()) {
        text = text.within(chunks.get());
        parameters.addAll(chunks.get().range().parameters());
      }
    }
    return new Command.Statement(step, text.statement(step), parameters, rows.count());
  }
}
