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
    if (step instanceof Step.Insert && step.rows().count() >= copyRows) {
      commands.add(copy(step, encoder));
      return;
    }
    for (Slice slice : slices(step, encoder)) {
      commands.add(statement(step, slice, encoder));
    }
  }

  private static List<Slice> slices(Step.RowStep step, RowsEncoder encoder) {
    Optional<List<Slice>> byChunk = ChunkSlices.of(step, encoder, MAX_STATEMENT_ROWS);
    if (byChunk.isPresent()) {
      return byChunk.get();
    }
    Rows rows = step.rows();
    boolean isDistributed = step.table().kind() == TableKind.DISTRIBUTED;
    int atOnce = isDistributed ? rows.count() : MAX_STATEMENT_ROWS;
    List<Slice> slices = new ArrayList<>();
    for (int from = 0; from < rows.count(); from += atOnce) {
      int to = Math.min(rows.count(), from + atOnce);
      slices.add(new Slice(rows.slice(from, to), Optional.empty()));
    }
    return slices;
  }

  private static Command copy(Step.RowStep step, RowsEncoder encoder) {
    boolean binary = encoder.fitsBinaryCopy();
    String text = StatementText.of(step, encoder).copy(binary);
    return new Command.Copy(
        step, text, binary ? encoder.binaryCopy(step.rows()) : encoder.textCopy(step.rows()));
  }

  private static Command statement(Step.RowStep step, Slice slice, RowsEncoder encoder) {
    StatementText text = StatementText.of(step, encoder);
    List<PGobject> parameters = new ArrayList<>(encoder.arrays(slice.rows()));
    if (slice.range().isPresent()) {
      text = text.within(slice.range().get());
      parameters.addAll(slice.range().get().values().parameters());
    }
    return new Command.Statement(step, text.statement(step), parameters, slice.rows().count());
  }
}
