package io.weft.sink.assemble;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * How many changes of a transaction have come, by partition and table. Most transactions have few
 * of either and there are very many transactions, so a short list serves; a long one gets an index.
 *
 * <p>Not thread-safe while it is filled.
 */
final class Tallies {

  private static final int SHORT = 8;

  private final List<Tally> all = new ArrayList<>(4);
  private Map<Key, Tally> index;
  private Map<String, List<Tally>> byTable;
  private Tally last;

  private record Key(TopicPartition partition, TableName table) {}

  /** What has come of one table from one partition. */
  static final class Tally {

    private final TopicPartition partition;
    private final TableName table;
    private final String tableName;
    private long rows;
    private long lastOrder = -1;
    private long nextOffset;

    private Tally(TopicPartition partition, TableName table, String tableName) {
      this.partition = partition;
      this.table = table;
      this.tableName = tableName;
    }

    /** Takes a change, unless it was here before: the source's order only rises. */
    boolean take(ChangeEvent event) {
      if (event.totalOrder() <= lastOrder) {
        return false;
      }
      lastOrder = event.totalOrder();
      nextOffset = event.offset() + 1;
      rows++;
      return true;
    }

    private boolean is(TopicPartition ofPartition, TableName ofTable) {
      return table.equals(ofTable) && partition.equals(ofPartition);
    }
  }

  /**
   * A partition's and a table's.
   *
   * @param tableName the table as {@code schema.table}
   */
  Tally of(TopicPartition partition, TableName table, String tableName) {
    if (last == null || !last.is(partition, table)) {
      last = find(partition, table);
      if (last == null) {
        last = new Tally(partition, table, tableName);
        add(last);
      }
    }
    return last;
  }

  private Tally find(TopicPartition partition, TableName table) {
    if (index != null) {
      return index.get(new Key(partition, table));
    }
    for (Tally tally : all) {
      if (tally.is(partition, table)) {
        return tally;
      }
    }
    return null;
  }

  private void add(Tally tally) {
    all.add(tally);
    if (index != null) {
      enter(tally);
    } else if (all.size() > SHORT) {
      index = new HashMap<>();
      byTable = new HashMap<>();
      all.forEach(this::enter);
    }
  }

  private void enter(Tally tally) {
    index.put(new Key(tally.partition, tally.table), tally);
    byTable.computeIfAbsent(tally.tableName, name -> new ArrayList<>(1)).add(tally);
  }

  /** How many changes of a table, {@code schema.table}, have come. */
  long count(String tableName) {
    long rows = 0;
    for (Tally tally : byTable == null ? all : byTable.getOrDefault(tableName, List.of())) {
      if (tally.tableName.equals(tableName)) {
        rows += tally.rows;
      }
    }
    return rows;
  }

  Set<TableName> tables() {
    Set<TableName> tables = new HashSet<>();
    all.forEach(tally -> tables.add(tally.table));
    return tables;
  }

  /** Enters where reading goes on in each partition. */
  void addNextOffsets(Map<TopicPartition, Long> offsets) {
    for (Tally tally : all) {
      offsets.merge(tally.partition, tally.nextOffset, Math::max);
    }
  }
}
