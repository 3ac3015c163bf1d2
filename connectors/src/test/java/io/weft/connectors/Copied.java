package io.weft.connectors;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.Lsn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What a reader makes of copied rows: of each table, those with the greatest copy LSN, chunk by
 * chunk. Fails where a chunk has a gap, or something twice.
 */
final class Copied {

  private final List<SourceRecord> records;

  Copied(List<SourceRecord> records) {
    this.records = records;
  }

  /** A table's records under its greatest copy LSN. */
  List<SourceRecord> of(String table) {
    List<SourceRecord> all =
        records.stream()
            .filter(record -> portion(record).table().toString().equals(table))
            .toList();
    return all.isEmpty()
        ? all
        : all.stream().filter(record -> portion(record).copyLsn().equals(copyLsn(table))).toList();
  }

  Lsn copyLsn(String table) {
    return records.stream()
        .map(Copied::portion)
        .filter(portion -> portion.table().toString().equals(table))
        .map(CopyPortion::copyLsn)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  boolean isWhole(String table) {
    List<CopyPortion> portions = of(table).stream().map(Copied::portion).toList();
    return !portions.isEmpty()
        && portions.stream().filter(CopyPortion::isLast).count() == portions.get(0).chunks();
  }

  /** A table's rows, as COPY's text format prints them. */
  List<String> rows(String table) {
    Map<Integer, List<SourceRecord>> chunks = new TreeMap<>();
    for (SourceRecord record : of(table)) {
      chunks.computeIfAbsent(portion(record).chunk(), chunk -> new ArrayList<>()).add(record);
    }
    List<String> rows = new ArrayList<>();
    chunks.values().forEach(chunk -> rows.addAll(rowsOfChunk(chunk)));
    return rows;
  }

  private static List<String> rowsOfChunk(List<SourceRecord> chunk) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < chunk.size(); i++) {
      CopyPortion portion = portion(chunk.get(i));
      if (portion.sequence() != i || portion.isLast() != (i == chunk.size() - 1)) {
        throw new AssertionError("Record " + i + " of " + chunk.size() + " is " + portion);
      }
      List<String> here = lines((byte[]) chunk.get(i).value());
      if (here.size() != portion.rows()) {
        throw new AssertionError(here.size() + " rows in " + portion);
      }
      rows.addAll(here);
    }
    return rows;
  }

  private static List<String> lines(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new AssertionError("A row is cut");
    }
    return text.lines().toList();
  }

  private static CopyPortion portion(SourceRecord record) {
    return FakeCopyWorker.portion(record);
  }
}
