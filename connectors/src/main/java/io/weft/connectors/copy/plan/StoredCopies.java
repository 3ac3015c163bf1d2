package io.weft.connectors.copy.plan;

import io.weft.postgres.Lsn;
import io.weft.postgres.SettledTables.Identity;
import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What Connect's offsets know of copied tables. */
public final class StoredCopies {

  private final OffsetStorageReader offsets;
  private final String prefix;

  /**
   * @param prefix the topics', which names the pipeline
   */
  public StoredCopies(OffsetStorageReader offsets, String prefix) {
    this.offsets = offsets;
    this.prefix = prefix;
  }

  /**
   * A table that has been begun.
   *
   * @param table what made it the one that it was
   * @param again how many times it has been copied with this one
   * @param isDone whether all of it is in Kafka
   */
  public record Begun(Identity table, Lsn copyLsn, int again, boolean isDone) {}

  /**
   * Looks up tables. One of which nothing is stored is left out; so is one whose first chunk has
   * not been begun.
   */
  public Map<TableName, Begun> read(Collection<TableName> tables) {
    Map<TableName, ChunkState> firsts = new HashMap<>();
    List<Map<String, String>> partitions =
        tables.stream().map(table -> ChunkState.sourcePartition(prefix, table, 0)).toList();
    Map<Map<String, String>, ChunkState> states = states(partitions);
    for (TableName table : tables) {
      Optional.ofNullable(states.get(ChunkState.sourcePartition(prefix, table, 0)))
          .ifPresent(state -> firsts.put(table, state));
    }
    List<Map<String, String>> others = new ArrayList<>();
    firsts.forEach((table, first) -> others.addAll(others(table, first)));
    states.putAll(states(others));
    Map<TableName, Begun> begun = new HashMap<>();
    firsts.forEach(
        (table, first) ->
            begun.put(
                table,
                new Begun(
                    first.table(), first.copyLsn(), first.again(), isDone(table, first, states))));
    return begun;
  }

  private List<Map<String, String>> others(TableName table, ChunkState first) {
    return IntStream.range(1, first.isDone() ? first.chunks() : 1)
        .mapToObj(chunk -> ChunkState.sourcePartition(prefix, table, chunk))
        .toList();
  }

  private boolean isDone(
      TableName table, ChunkState first, Map<Map<String, String>, ChunkState> states) {
    return first.isDone()
        && others(table, first).stream()
            .map(states::get)
            .allMatch(
                state ->
                    state != null && state.isDone() && state.copyLsn().equals(first.copyLsn()));
  }

  /** How far chunks are, by source partition; those of which nothing is stored are left out. */
  public Map<Map<String, String>, ChunkState> states(Collection<Map<String, String>> partitions) {
    Map<Map<String, String>, ChunkState> states = new HashMap<>();
    offsets
        .offsets(partitions)
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                states.put(partition, ChunkState.read(offset));
              }
            });
    return states;
  }
}
