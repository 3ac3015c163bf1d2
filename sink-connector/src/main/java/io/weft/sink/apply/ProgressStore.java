package io.weft.sink.apply;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
public final class ProgressStore {

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
        primary key (pipeline, schema_name, table_name));
      create table if not exists weft.copy_table (
        pipeline text, schema_name text, table_name text,
        copy_lsn pg_lsn not null,
        chunks int not null,
        chunks_done int not null,
        rows bigint not null,
        bytes bigint not null,
        rows_estimated bigint not null,
        bytes_estimated bigint not null,
        chunks_ended int not null,
        records_missing bigint not null,
        primary key (pipeline, schema_name, table_name))
      """;

  private final TargetSession session;
  private final Connection connection;
  private final String pipeline;

  /** Reads and writes a pipeline's progress, in transactions that the caller begins and ends. */
  public ProgressStore(TargetSession session, String pipeline) {
    this.session = session;
    connection = session.connection();
    this.pipeline = pipeline;
  }

  /** Makes the tables where they are missing, and puts them where they have to be. */
  public void createTables() throws SQLException {
    createMissing();
    if (session.facts().citus()) {
      ProgressPlacement.share(session);
    }
  }

  private void createMissing() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery("select to_regclass('weft.copy_table') is not null")) {
        rows.next();
        if (rows.getBoolean(1)) {
          return;
        }
      }
      // Two sinks that start at once would both make the schema, and one would fail.
      statement.execute("select pg_advisory_xact_lock(" + SessionLock.CLASS_ID + ")");
      if (session.facts().citus()) {
        ProgressPlacement.beforeSchema(statement);
      }
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

  /**
   * Remembers tables as written to, and adds to their rows of the snapshot.
   *
   * @param rows rows of the snapshot, 0 for a table that only changed
   */
  void addRows(RoundTrip trip, Map<TableName, Long> rows) {
    for (Map.Entry<TableName, Long> entry : rows.entrySet()) {
      trip.add(
          """
          insert into weft.progress_table as t (pipeline, schema_name, table_name, snapshot_rows)
          values (?, ?, ?, ?)
          on conflict (pipeline, schema_name, table_name)
          do update set snapshot_rows = t.snapshot_rows + excluded.snapshot_rows""",
          List.of(pipeline, entry.getKey().schema(), entry.getKey().table(), entry.getValue()));
    }
  }

  /**
   * Has the stream wait for copies of tables that are newer than a position, unless they have begun
   * already. A table that was never copied gets a row without chunks.
   */
  void hold(RoundTrip trip, Set<TableName> tables, Lsn commitLsn) {
    for (TableName table : new TreeSet<>(tables)) {
      trip.add(
          """
          insert into weft.copy_table as c (pipeline, schema_name, table_name, copy_lsn, chunks, chunks_done,
            rows, bytes, rows_estimated, bytes_estimated, chunks_ended, records_missing)
          values (?, ?, ?, ?::pg_lsn, 0, -1, 0, 0, 0, 0, 0, 0)
          on conflict (pipeline, schema_name, table_name)
          do update set copy_lsn = excluded.copy_lsn, chunks_done = -1
          where c.copy_lsn < excluded.copy_lsn""",
          List.of(pipeline, table.schema(), table.table(), commitLsn.toString()));
    }
  }

  /**
   * Writes where the target stands after the transaction that is open, by statements of which the
   * last changes one row, unless another task has taken the pipeline over.
   *
   * @param lease what the caller believes to hold
   * @param commitLsn the last commit in the transaction, {@link Lsn#NONE} if it has none
   * @param snapshotEnds whether the snapshot is complete with it
   */
  void save(
      RoundTrip trip,
      Lease lease,
      Lsn commitLsn,
      boolean snapshotEnds,
      Map<TopicPartition, Long> nextOffsets) {
    if (!nextOffsets.isEmpty()) {
      saveOffsets(trip, List.copyOf(nextOffsets.entrySet()));
    }
    trip.add(
        """
        update weft.progress set revision = revision + 1, commit_lsn = greatest(commit_lsn, ?::pg_lsn),
          snapshot_complete = snapshot_complete or ?, applied_at = statement_timestamp()
        where pipeline = ? and epoch = ? and revision = ?""",
        List.of(commitLsn.toString(), snapshotEnds, pipeline, lease.epoch(), lease.revision()));
  }

  private void saveOffsets(RoundTrip trip, List<Map.Entry<TopicPartition, Long>> offsets) {
    trip.add(
        """
        insert into weft.progress_offset (pipeline, topic, partition, next_offset)
        select ?, * from unnest(?::text[], ?::int[], ?::bigint[])
        on conflict (pipeline, topic, partition) do update set next_offset = excluded.next_offset""",
        List.of(
            pipeline,
            array(offsets, entry -> entry.getKey().topic()),
            array(offsets, entry -> entry.getKey().partition()),
            array(offsets, Map.Entry::getValue)));
  }

  /** An array's literal. Kafka allows no character in a topic's name that would need more. */
  private static <T> String array(List<T> entries, Function<T, Object> element) {
    return entries.stream()
        .map(entry -> "\"" + element.apply(entry) + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
