package io.weft.sink.metrics;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts changes by table and operation. Not thread-safe. */
public final class ChangeCounts {

  private static final class Count {
    private long changes;
  }

  private final Map<TableName, Map<Operation, Count>> counts = new HashMap<>();

  /** Of the table of the last change, which tends to be that of the next. */
  private Map<Operation, Count> lastCounts;

  private TableName lastTable;

  /** Starts from zero. */
  public ChangeCounts() {}

  /** Counts a change. */
  public void add(ChangeEvent event) {
    if (!event.table().equals(lastTable)) {
      lastTable = event.table();
      lastCounts = counts.computeIfAbsent(lastTable, table -> new EnumMap<>(Operation.class));
    }
    lastCounts.computeIfAbsent(event.operation(), operation -> new Count()).changes++;
  }

  /** The tables that changed. */
  public Set<TableName> tables() {
    return counts.keySet();
  }

  /** How many changes of a table were of a kind. */
  long of(TableName table, Operation operation) {
    Count count = counts.get(table).get(operation);
    return count == null ? 0 : count.changes;
  }
}
