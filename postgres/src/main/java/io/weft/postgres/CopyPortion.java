package io.weft.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a Kafka record of copied rows says of itself, in its header {@value #HEADER}. Its value is
 * what PostgreSQL's COPY wrote: whole rows, without the head and the tail of the binary format.
 *
 * @param table whose rows these are: of a partitioned table, the root
 * @param format in which they are
 * @param columns of each row, in this order
 * @param types of these columns, as {@code format_type} names them without a search path
 * @param copyLsn the snapshot's: every transaction whose commit ends at or before it is in the
 *     copy, every other one is not. A table that is copied anew has a greater one
 * @param chunk which of the table's parts, from 0
 * @param chunks how many parts the table has
 * @param sequence which of the chunk's records, from 0
 * @param rows how many the record holds; may be 0
 * @param isLast whether the chunk ends with this record
 * @param estimate of the whole table
 */
public record CopyPortion(
    TableName table,
    Format format,
    List<String> columns,
    List<String> types,
    Lsn copyLsn,
    int chunk,
    int chunks,
    long sequence,
    long rows,
    boolean isLast,
    Estimate estimate) {

  /** The header's name. */
  public static final String HEADER = "weft.copy";

  /**
   * With this the header's value begins: a worker's header converter may take a text for a number,
   * a list or a map, but not one that begins so.
   */
  private static final String PREFIX = "copy=";

  private static final String VERSION = "1";

  /** Makes the lists unmodifiable. */
  public CopyPortion {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
  }

  /** COPY's formats (manual, section "COPY"). */
  public enum Format {
    TEXT,
    BINARY
  }

  /**
   * How large a table is thought to be.
   *
   * @param rows as the source's statistics have it; -1 if they have nothing
   * @param bytes of its files
   */
  public record Estimate(long rows, long bytes) {}

  /** The header's value. */
  public String encode() {
    return PREFIX
        + String.join(
            "&",
            "v=" + VERSION,
            "schema=" + HeaderText.encode(table.schema()),
            "table=" + HeaderText.encode(table.table()),
            "format=" + (format == Format.TEXT ? "text" : "binary"),
            "columns=" + encodeList(columns),
            "types=" + encodeList(types),
            "lsn=" + HeaderText.encode(copyLsn.toString()),
            "chunk=" + chunk,
            "chunks=" + chunks,
            "seq=" + sequence,
            "rows=" + rows,
            "last=" + isLast,
            "tableRows=" + estimate.rows,
            "tableBytes=" + estimate.bytes);
  }

  /**
   * Reads such a value.
   *
   * @throws IllegalArgumentException if it is none, or of another version of Weft; says so
   */
  public static CopyPortion parse(String header) {
    if (!header.startsWith(PREFIX)) {
      throw new IllegalArgumentException("The header " + HEADER + " is not of Weft's making");
    }
    Map<String, String> pairs = HeaderText.pairs(header.substring(PREFIX.length()));
    if (!VERSION.equals(pairs.get("v"))) {
      throw new IllegalArgumentException(
          "The header " + HEADER + " was written by another version of Weft; use that version");
    }
    try {
      return new CopyPortion(
          new TableName(
              HeaderText.decode(pairs.get("schema")), HeaderText.decode(pairs.get("table"))),
          Format.valueOf(pairs.get("format").toUpperCase(Locale.ROOT)),
          decodeList(pairs.get("columns")),
          decodeList(pairs.get("types")),
          Lsn.parse(HeaderText.decode(pairs.get("lsn"))),
          Integer.parseInt(pairs.get("chunk")),
          Integer.parseInt(pairs.get("chunks")),
          Long.parseLong(pairs.get("seq")),
          Long.parseLong(pairs.get("rows")),
          Boolean.parseBoolean(pairs.get("last")),
          new Estimate(
              Long.parseLong(pairs.get("tableRows")), Long.parseLong(pairs.get("tableBytes"))));
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new IllegalArgumentException("The header " + HEADER + " is damaged", e);
    }
  }

  private static String encodeList(List<String> texts) {
    return texts.stream().map(HeaderText::encode).collect(Collectors.joining(","));
  }

  private static List<String> decodeList(String texts) {
    List<String> list = new ArrayList<>();
    if (!texts.isEmpty()) {
      for (String text : texts.split(",", -1)) {
        list.add(HeaderText.decode(text));
      }
    }
    return list;
  }
}
