package io.weft.connectors.copy.plan;

import io.weft.postgres.Lsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the connector tells each of its tasks.
 *
 * @param snapshot the name by which it can be shared
 * @param copyLsn the snapshot's position
 * @param plan the tables
 * @param task which of the tasks
 * @param tasks how many there are
 */
public record CopyAssignment(String snapshot, Lsn copyLsn, CopyPlan plan, int task, int tasks) {

  private static final String SNAPSHOT = "weft.copy.snapshot";
  private static final String LSN = "weft.copy.lsn";
  private static final String PLAN = "weft.copy.plan";
  private static final String TASK = "weft.copy.task";
  private static final String TASKS = "weft.copy.tasks";

  /** One for each task; no more than there are chunks. */
  public static List<CopyAssignment> each(
      String snapshot, Lsn copyLsn, CopyPlan plan, int tasksMax) {
    int tasks = Math.max(1, Math.min(tasksMax, plan.chunks()));
    List<CopyAssignment> assignments = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      assignments.add(new CopyAssignment(snapshot, copyLsn, plan, task, tasks));
    }
    return assignments;
  }

  /** The task's own chunks. */
  public List<CopyPlan.Chunk> chunks() {
    return plan.chunksOf(task, tasks);
  }

  /** The connector's settings with these added. */
  public Map<String, String> addedTo(Map<String, String> settings) {
    Map<String, String> added = new HashMap<>(settings);
    added.put(SNAPSHOT, snapshot);
    added.put(LSN, copyLsn.toString());
    added.put(PLAN, plan.encode());
    added.put(TASK, Integer.toString(task));
    added.put(TASKS, Integer.toString(tasks));
    return added;
  }

  /** Reads what {@link #addedTo} added. */
  public static CopyAssignment of(Map<String, String> settings) {
    return new CopyAssignment(
        settings.get(SNAPSHOT),
        Lsn.parse(settings.get(LSN)),
        CopyPlan.parse(settings.get(PLAN)),
        Integer.parseInt(settings.get(TASK)),
        Integer.parseInt(settings.get(TASKS)));
  }
}
