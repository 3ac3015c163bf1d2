package io.weft.sink.apply;

import static java.util.stream.Collectors.toSet;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.assemble.Work;
import io.weft.sink.metrics.ChangeCounts;
import io.weft.sink.plan.Step;
import io.weft.sink.sql.Command;
import io.weft.sink.target.TableKind;
import io.weft.sink.target.TargetTable;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * What one target transaction takes.
 *
 * @param works in the source's order
 * @param commands what has the effect of all of them; empty if they have to be planned where they
 *     are applied
 * @param basis the copies of tables on which it builds, by their positions
 * @param counts their changes, as far as they were counted when it was planned
 * @param nextOffsets where reading goes on behind it
 */
record Batch(
    List<Work> works,
    Map<TableName, Lsn> basis,
    Optional<List<Command>> commands,
    ChangeCounts counts,
    Map<TopicPartition, Long> nextOffsets) {

  /** Work that is planned. */
  static Batch planned(
      List<Work> works,
      Map<TableName, Lsn> basis,
      Optional<List<Command>> commands,
      ChangeCounts counts) {
    Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    works.forEach(work -> work.addNextOffsets(nextOffsets));
    return new Batch(works, basis, commands, counts, nextOffsets);
  }

  /** Work that is planned where it is applied. */
  static Batch unplanned(List<Work> works, Map<TableName, Lsn> basis) {
    return planned(works, basis, Optional.empty(), new ChangeCounts());
  }

  /** The last commit, {@link Lsn#NONE} if there is none. */
  Lsn commitLsn() {
    Lsn last = Lsn.NONE;
    for (Work work : works) {
      last = last.max(work.commitLsn());
    }
    return last;
  }

  /** What the tables may be to the server that are written to. */
  Set<TableKind> tableKinds() {
    return commands
        .map(known -> known.stream().map(Command::step).flatMap(Batch::kinds).collect(toSet()))
        .orElseGet(() -> EnumSet.allOf(TableKind.class));
  }

  private static Stream<TableKind> kinds(Step step) {
    return step instanceof Step.Truncate truncate
        ? truncate.tables().stream().map(TargetTable::kind)
        : Stream.of(((Step.RowStep) step).table().kind());
  }

  /** How many changes it holds. */
  long rows() {
    return works.stream().mapToLong(Work::rows).sum();
  }

  /** The heap that its commands hold, in bytes. */
  long commandBytes() {
    return commands.stream().flatMap(List::stream).mapToLong(Command::sizeBytes).sum();
  }
}
