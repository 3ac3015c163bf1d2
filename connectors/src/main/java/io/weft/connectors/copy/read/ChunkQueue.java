package io.weft.connectors.copy.read;

import io.weft.connectors.copy.plan.ChunkState;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.StoredCopies;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.postgres.SettledTables.Identity;
import io.weft.postgres.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a task still has to read, and how far it is with it. */
final class ChunkQueue {

  private final CopyAssignment assignment;
  private final Deque<Chunk> due;
  private final Map<Chunk, ChunkState> states = new HashMap<>();
  private boolean isCompared;

  ChunkQueue(CopyAssignment assignment) {
    this.assignment = assignment;
    this.due = new ArrayDeque<>(assignment.chunks());
  }

  /** In the order in which they are read. */
  List<Chunk> due() {
    return new ArrayList<>(due);
  }

  boolean isEmpty() {
    return due.isEmpty();
  }

  Chunk first() {
    return due.getFirst();
  }

  /** How much of the first one is in Kafka, or on its way. */
  ChunkState state() {
    return states.getOrDefault(first(), begun(first()));
  }

  /** The first one is that far now. */
  void advance(ChunkState state) {
    states.put(first(), state);
    if (state.isDone()) {
      states.remove(due.removeFirst());
    }
  }

  /**
   * Leaves out what an earlier run of the task has read of the same snapshot. Once; later on the
   * queue itself knows best.
   */
  void compare(StoredCopies stored, String prefix, Map<Long, TableShape> shapes) {
    if (isCompared) {
      return;
    }
    Map<Chunk, Map<String, String>> partitions = new HashMap<>();
    for (Chunk chunk : due) {
      TableName table = shapes.get(chunk.table().oid()).name();
      partitions.put(chunk, ChunkState.sourcePartition(prefix, table, chunk.number()));
    }
    Map<Map<String, String>, ChunkState> found = stored.states(partitions.values());
    partitions.forEach(
        (chunk, partition) -> {
          ChunkState state = found.get(partition);
          if (state != null && isOfThisCopy(state, chunk)) {
            states.put(chunk, state);
          }
        });
    due.removeIf(chunk -> states.containsKey(chunk) && states.get(chunk).isDone());
    isCompared = true;
  }

  private boolean isOfThisCopy(ChunkState state, Chunk chunk) {
    ChunkState begun = begun(chunk);
    return state.copyLsn().equals(begun.copyLsn())
        && state.chunks() == begun.chunks()
        && state.again() == begun.again();
  }

  private ChunkState begun(Chunk chunk) {
    return new ChunkState(
        new Identity(chunk.table().oid(), chunk.table().membership()),
        assignment.copyLsn(),
        chunk.table().chunks(),
        chunk.table().again(),
        0,
        0,
        false);
  }
}
