package io.weft.sink.plan;

import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of the steps on several tables. Deletes come first, since a value that is unique may
 * move from a row that goes to one that comes.
 */
final class StepOrder {

  private StepOrder() {}

  /**
   * Writes the steps of all tables down.
   *
   * @param foreignKeysAct whether the target checks foreign keys meanwhile: rows then come after
   *     those that they refer to, and go before them, as far as the keys make no circle
   */
  static List<Step> of(List<TableSteps> tables, boolean foreignKeysAct) {
    List<TableSteps> parentsFirst = foreignKeysAct ? parentsFirst(tables) : tables;
    List<TableSteps> childrenFirst = new ArrayList<>(parentsFirst);
    if (foreignKeysAct) {
      Collections.reverse(childrenFirst);
    }
    List<Step> steps = new ArrayList<>();
    childrenFirst.forEach(table -> steps.addAll(table.deletes()));
    for (TableSteps table : parentsFirst) {
      steps.addAll(table.changes());
      steps.addAll(table.inserts());
    }
    return steps;
  }

  private static List<TableSteps> parentsFirst(List<TableSteps> tables) {
    Map<TableName, TableSteps> byName = new LinkedHashMap<>();
    tables.forEach(table -> byName.put(table.table().name(), table));
    List<TableSteps> sorted = new ArrayList<>(tables.size());
    Set<TableName> visited = new HashSet<>();
    tables.forEach(table -> visit(table, byName, visited, sorted));
    return sorted;
  }

  private static void visit(
      TableSteps table,
      Map<TableName, TableSteps> byName,
      Set<TableName> visited,
      List<TableSteps> sorted) {
    if (table == null || !visited.add(table.table().name())) {
      return;
    }
    for (TableName parent : table.table().references()) {
      visit(byName.get(parent), byName, visited, sorted);
    }
    sorted.add(table);
  }
}
