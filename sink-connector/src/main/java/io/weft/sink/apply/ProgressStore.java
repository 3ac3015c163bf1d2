package io.weft.sink.apply;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The progress tables in the target's schema {@code weft}. Invariants:
 *
 * <ul>
 *   <li>A. They change only in the transaction that applies the rows they speak of.
 *   <li>B. {@code epoch} rises with every task that takes the pipeline over, {@code revision} with
 *       every transaction applied. A write names both as it expects them, so that of two tasks only
 *       one can write.
 * </ul>
 */
final class ProgressStore {

  /**
   * {@code create schema if not exists} would ask for the right to create one even where it exists
   * (src/backend/commands/schemacmds.c).
   */
  private static final String TABLES =
      """
      do $$ begin
        if to_regnamespace('weft') is null then create schema weft; end if;
      end $$;
      create table if not exists weft.progress (
        pipeline text primary key,
        epoch bigint not null,
        revision bigint not null,
        commit_lsn pg_lsn not null,
        snapshot_lsn pg_lsn not null,
        snapshot_complete boolean not null,
        applied_at timestamptz not null default now());
      create table if not exists weft.progress_offset (
        pipeline text, topic text, partition int, next_offset bigint not null,
        primary key (pipeline, topic, partition));
      create table if not exists weft.progress_table (
        pipeline text, schema_name text, table_name text, snapshot_rows bigint not null,
        primary key (pipeline, schema_name, table_name))
      """;

  private final Connection connection;
  private final String pipeline;

  ProgressStore(Connection connection, String pipeline) {
    this.connection = connection;
    this.pipeline = pipeline;
  }

  /** Makes the tables where they are missing. */
  void createTables() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery("select to_regclass('weft.progress_table') is not null")) {
        rows.next();
        if (rows.getBoolean(1)) {
          return;
        }
      }
      // Two sinks that start at once would both make the schema, and one would fail.
      statement.execute("select pg_advisory_xact_lock(" + SessionLock.CLASS_ID + ")");
      statement.execute(TABLES);
    }
  }

  /** Takes the pipeline over from whoever has it; returns the new epoch and the revision. */
  Lease takeOver() throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            insert into weft.progress as p
              (pipeline, epoch, revision, commit_lsn, snapshot_lsn, snapshot_complete)
            values (?, 1, 0, '0/0', '0/0', false)
            on conflict (pipeline) do update set epoch = p.epoch + 1
            returning epoch, revision""")) {
      upsert.setString(1, pipeline);
      return lease(upsert);
    }
  }

  /** Reads who has the pipeline. */
  Lease current() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select epoch, revision from weft.progress where pipeline = ?")) {
      query.setString(1, pipeline);
      return lease(query);
    }
  }

  private static Lease lease(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? new Lease(rows.getLong(1), rows.getLong(2)) : Lease.NONE;
    }
  }

  Progress load() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select commit_lsn, snapshot_lsn, snapshot_complete from weft.progress where pipeline = ?")) {
      query.setString(1, pipeline);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return new Progress(
            Lsn.parse(rows.getString(1)),
            Lsn.parse(rows.getString(2)),
            rows.getBoolean(3),
            loadSnapshotRows(),
            loadOffsets());
      }
    }
  }

  private Map<String, Long> loadSnapshotRows() throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select schema_name, table_name, snapshot_rows from weft.progress_table where pipeline = ?")) {
      query.setString(1, pipeline);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          counts.put(
              new TableName(rows.getString(1), rows.getString(2)).toString(), rows.getLong(3));
        }
      }
    }
    return counts;
  }

  private Map<TopicPartition, Long> loadOffsets() throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select topic, partition, next_offset from weft.progress_offset where pipeline = ?")) {
      query.setString(1, pipeline);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
        }
      }
    }
    return offsets;
  }

  /** The tables that this pipeline has written to. */
  List<TableName> tables() throws SQLException {
    List<TableName> tables = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select schema_name, table_name from weft.progress_table where pipeline = ? order by 1, 2")) {
      query.setString(1, pipeline);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.add(new TableName(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return tables;
  }

  /** The snapshot that is, or was, being copied; {@link Lsn#NONE} if there was none. */
  Lsn snapshotLsn() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select snapshot_lsn from weft.progress where pipeline = ?")) {
      query.setString(1, pipeline);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Lsn.parse(rows.getString(1)) : Lsn.NONE;
      }
    }
  }

  /** Notes that a snapshot begins, in place of an earlier one if there was any. */
  void startSnapshot(Lsn snapshotLsn) throws SQLException {
    try (PreparedStatement reset =
        connection.prepareStatement(
            "update weft.progress_table set snapshot_rows = 0 where pipeline = ?")) {
      reset.setString(1, pipeline);
      reset.executeUpdate();
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update weft.progress set snapshot_lsn = ?::pg_lsn, snapshot_complete = false
            where pipeline = ?""")) {
      update.setString(1, snapshotLsn.toString());
      update.setString(2, pipeline);
      update.executeUpdate();
    }
  }

  /** Remembers tables as written to. */
  void note(Collection<TableName> tables) throws SQLException {
    addSnapshotRows(tables.stream().collect(Collectors.toMap(table -> table, table -> 0L)));
  }

  /** Adds to the rows of the snapshot. */
  void addSnapshotRows(Map<TableName, Long> rows) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            insert into weft.progress_table as t (pipeline, schema_name, table_name, snapshot_rows)
            values (?, ?, ?, ?)
            on conflict (pipeline, schema_name, table_name)
            do update set snapshot_rows = t.snapshot_rows + excluded.snapshot_rows""")) {
      for (Map.Entry<TableName, Long> entry : rows.entrySet()) {
        upsert.setString(1, pipeline);
        upsert.setString(2, entry.getKey().schema());
        upsert.setString(3, entry.getKey().table());
        upsert.setLong(4, entry.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /**
   * Writes where the target stands after the transaction that is open.
   *
   * @param lease what the caller believes to hold
   * @param commitLsn the last commit in the transaction, {@link Lsn#NONE} if it has none
   * @param snapshotEnds whether the snapshot is complete with it
   * @throws FencedException if another task has taken the pipeline over
   */
  void save(Lease lease, Lsn commitLsn, boolean snapshotEnds, Map<TopicPartition, Long> nextOffsets)
      throws SQLException {
    saveOffsets(nextOffsets);
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update weft.progress set revision = revision + 1, commit_lsn = greatest(commit_lsn, ?::pg_lsn),
              snapshot_complete = snapshot_complete or ?, applied_at = clock_timestamp()
            where pipeline = ? and epoch = ? and revision = ?""")) {
      update.setString(1, commitLsn.toString());
      update.setBoolean(2, snapshotEnds);
      update.setString(3, pipeline);
      update.setLong(4, lease.epoch());
      update.setLong(5, lease.revision());
      if (update.executeUpdate() != 1) {
        throw new FencedException(pipeline, lease, current());
      }
    }
  }

  private void saveOffsets(Map<TopicPartition, Long> nextOffsets) throws SQLException {
    String[] topics = new String[nextOffsets.size()];
    Integer[] partitions = new Integer[nextOffsets.size()];
    Long[] offsets = new Long[nextOffsets.size()];
    int i = 0;
    for (Map.Entry<TopicPartition, Long> entry : nextOffsets.entrySet()) {
      topics[i] = entry.getKey().topic();
      partitions[i] = entry.getKey().partition();
      offsets[i++] = entry.getValue();
    }
    try (PreparedStatement upsert =
        connection.prepareStatement(
            """
            insert into weft.progress_offset (pipeline, topic, partition, next_offset)
            select ?, * from unnest(?::text[], ?::int[], ?::bigint[])
            on conflict (pipeline, topic, partition) do update set next_offset = excluded.next_offset""")) {
      upsert.setString(1, pipeline);
      upsert.setArray(2, connection.createArrayOf("text", topics));
      upsert.setArray(3, connection.createArrayOf("int4", partitions));
      upsert.setArray(4, connection.createArrayOf("int8", offsets));
      upsert.executeUpdate();
    }
  }
}
