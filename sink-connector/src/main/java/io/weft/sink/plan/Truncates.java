package io.weft.sink.plan;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Gathers truncates that follow each other: one TRUNCATE of several tables is told as one event for
 * each.
 */
final class Truncates {

  private final Function<TableName, TargetTable> tables;
  private final Map<TableName, TargetTable> gathered = new LinkedHashMap<>();
  private ChangeEvent cause;

  Truncates(Function<TableName, TargetTable> tables) {
    this.tables = tables;
  }

  void add(ChangeEvent event) {
    gathered.put(event.table(), tables.apply(event.table()));
    cause = event;
  }

  List<Step> drain() {
    if (gathered.isEmpty()) {
      return List.of();
    }
    Step step = new Step.Truncate(new ArrayList<>(gathered.values()), cause);
    gathered.clear();
    return List.of(step);
  }
}
