package io.weft.sink;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.CopyPortion.Estimate;
import io.weft.postgres.CopyPortion.Format;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The topics of a bulk copy. Rows are what a real source's COPY wrote, chunk by chunk; a chunk's
 * records are in one partition.
 */
final class CopyTopics {

  private static final int BINARY_HEAD_BYTES = 19;
  private static final int BINARY_TAIL_BYTES = 2;

  private final String source;
  private final Map<TopicPartition, List<SinkRecord>> records =
      new TreeMap<>(
          Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));

  CopyTopics(String source) {
    this.source = source;
  }

  /** One copy of a table. */
  final class Copy {
    private final TableName table;
    private final Lsn copyLsn;
    private Format format = Format.TEXT;
    private int chunks = 1;
    private int partitions = 1;
    private int recordBytes = 2_000;

    private Copy(TableName table, Lsn copyLsn) {
      this.table = table;
      this.copyLsn = copyLsn;
    }

    Copy binary() {
      format = Format.BINARY;
      return this;
    }

    Copy chunks(int count) {
      chunks = count;
      return this;
    }

    Copy partitions(int count) {
      partitions = count;
      return this;
    }

    Copy recordBytes(int bytes) {
      recordBytes = bytes;
      return this;
    }

    /** Writes all records. */
    void write() {
      for (int chunk = 0; chunk < chunks; chunk++) {
        write(chunk);
      }
    }

    /** Writes the records of one chunk. */
    void write(int chunk) {
      try (Connection connection = TestPostgres.connect(source)) {
        write(chunk, connection);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private void write(int chunk, Connection connection) throws SQLException {
      List<String> columns = new ArrayList<>();
      List<String> types = new ArrayList<>();
      long pages;
      try (Statement statement = connection.createStatement()) {
        statement.execute("set search_path = pg_catalog");
        try (var rows =
            statement.executeQuery(
                """
                select attname, format_type(atttypid, -1) from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                order by attnum"""
                    .formatted(table.quoted()))) {
          while (rows.next()) {
            columns.add(rows.getString(1));
            types.add(rows.getString(2));
          }
        }
        try (var rows =
            statement.executeQuery(
                "select pg_relation_size('%s') / 8192".formatted(table.quoted()))) {
          rows.next();
          pages = rows.getLong(1);
        }
      }
      String ctids =
          "ctid >= '(%d,0)'".formatted(pages * chunk / chunks)
              + (chunk == chunks - 1
                  ? ""
                  : " and ctid < '(%d,0)'".formatted(pages * (chunk + 1) / chunks));
      String sql =
          "copy (select %s from only %s where %s) to stdout (format %s)"
              .formatted(
                  columns.stream()
                      .map(c -> '"' + c.replace("\"", "\"\"") + '"')
                      .collect(Collectors.joining(", ")),
                  table.quoted(),
                  ctids,
                  format);
      new Portions(chunk, columns, types)
          .write(connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql));
    }

    /** Cuts a chunk's rows into records. */
    private final class Portions {
      private final int chunk;
      private final List<String> columns;
      private final List<String> types;
      private ByteArrayOutputStream data = new ByteArrayOutputStream();
      private long rows;
      private long sequence;

      private Portions(int chunk, List<String> columns, List<String> types) {
        this.chunk = chunk;
        this.columns = columns;
        this.types = types;
      }

      void write(CopyOut out) throws SQLException {
        boolean first = format == Format.BINARY;
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
          int skip = first ? BINARY_HEAD_BYTES : 0;
          first = false;
          boolean isTail =
              format == Format.BINARY && row.length - skip == BINARY_TAIL_BYTES && row[skip] == -1;
          if (isTail || row.length == skip) {
            continue;
          }
          data.write(row, skip, row.length - skip);
          rows++;
          if (data.size() >= recordBytes) {
            add(false);
          }
        }
        add(true);
      }

      private void add(boolean isLast) {
        CopyPortion portion =
            new CopyPortion(
                table,
                format,
                columns,
                types,
                copyLsn,
                chunk,
                chunks,
                sequence++,
                rows,
                isLast,
                new Estimate(-1, 8192));
        append(portion, data.toByteArray(), chunk % partitions);
        data = new ByteArrayOutputStream();
        rows = 0;
      }
    }
  }

  Copy copyOf(String table, String copyLsn) {
    return copyOf(new TableName("public", table), copyLsn);
  }

  Copy copyOf(TableName table, String copyLsn) {
    return new Copy(table, Lsn.parse(copyLsn));
  }

  private void append(CopyPortion portion, byte[] data, int partition) {
    String topic = "shop.copy." + portion.table().toString().replaceAll("[^a-zA-Z0-9._-]", "_");
    List<SinkRecord> log =
        records.computeIfAbsent(new TopicPartition(topic, partition), place -> new ArrayList<>());
    SinkRecord record =
        new SinkRecord(
            topic, partition, null, null, Schema.OPTIONAL_BYTES_SCHEMA, data, log.size());
    record.headers().addString(CopyPortion.HEADER, portion.encode());
    log.add(record);
  }

  List<TopicPartition> partitions() {
    return List.copyOf(records.keySet());
  }

  /** The records of a partition; those with an offset that is gone are left out. */
  List<SinkRecord> of(TopicPartition partition) {
    return records.get(partition);
  }

  /** Takes a record away, as if it had been lost. */
  void lose(TopicPartition partition, int offset) {
    records.get(partition).removeIf(record -> record.kafkaOffset() == offset);
  }
}
