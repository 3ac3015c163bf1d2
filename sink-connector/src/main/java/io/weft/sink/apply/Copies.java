package io.weft.sink.apply;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the target said last of the bulk copies of tables, and what follows from it for a source
 * transaction. A copy shows every transaction whose commit ends at or before its position, and no
 * other: the position is the end of a record in the source's log, and so is that of a commit.
 *
 * @param areAwaited whether transactions wait for copies at all
 * @param states by the source's table; one that is not there was not copied yet
 */
record Copies(boolean areAwaited, Map<TableName, State> states) {

  /** For a stream that does not wait for copies. */
  static final Copies NOT_AWAITED = new Copies(false, Map.of());

  /** Before the target was asked. */
  static final Copies UNKNOWN = new Copies(true, Map.of());

  /**
   * A table's copy.
   *
   * @param copyLsn its position in the source's log
   * @param isComplete whether all of its rows are there
   */
  record State(Lsn copyLsn, boolean isComplete) {}

  Copies {
    states = Map.copyOf(states);
  }

  /** The tables that a transaction changes and whose copy is not complete. */
  Set<TableName> missing(SourceTransaction transaction) {
    return areAwaited
        ? transaction.changes().tables().stream()
            .filter(table -> !states.containsKey(table) || !states.get(table).isComplete())
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** A transaction of which no table is missing, without the changes that the copies hold. */
  SourceTransaction remaining(SourceTransaction transaction) {
    if (!areAwaited) {
      return transaction;
    }
    return transaction.without(
        transaction.changes().tables().stream()
            .filter(table -> !transaction.commitLsn().isAfter(states.get(table).copyLsn()))
            .collect(Collectors.toSet()));
  }

  /** What the target will say once a transaction is applied that holds tables. */
  Copies heldBy(SourceTransaction transaction) {
    if (!areAwaited || transaction.holds().isEmpty()) {
      return this;
    }
    Map<TableName, State> held = new HashMap<>(states);
    State until = new State(transaction.commitLsn(), false);
    transaction
        .holds()
        .forEach(
            table ->
                held.merge(
                    table,
                    until,
                    (known, hold) -> hold.copyLsn().isAfter(known.copyLsn()) ? hold : known));
    return new Copies(true, held);
  }

  /** The copies on which work builds, by their positions. */
  Map<TableName, Lsn> basis(List<Work> works) {
    Map<TableName, Lsn> basis = new HashMap<>();
    if (areAwaited) {
      for (Work work : works) {
        if (work instanceof SourceTransaction transaction) {
          transaction
              .changes()
              .tables()
              .forEach(table -> basis.put(table, states.get(table).copyLsn()));
        }
      }
    }
    return basis;
  }
}
