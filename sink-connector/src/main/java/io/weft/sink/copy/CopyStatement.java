package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.CopyPortion.Format;
import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.target.TargetColumn;
import io.weft.sink.target.TargetTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * One COPY into a table; records with equal ones can share it.
 *
 * @param table the source's, and the target's
 * @param format of the rows
 * @param columns that each row has, in this order
 * @param types of these columns on the source
 */
record CopyStatement(TableName table, Format format, List<String> columns, List<String> types) {

  /** Signature, no flags, no extension of the header (manual, section "COPY", "Binary Format"). */
  private static final byte[] BINARY_HEAD = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** A row of -1 columns. */
  private static final byte[] BINARY_TAIL = {(byte) 0xFF, (byte) 0xFF};

  private static final byte[] NOTHING = {};

  static CopyStatement of(CopyPortion portion) {
    return new CopyStatement(portion.table(), portion.format(), portion.columns(), portion.types());
  }

  /** What goes before the rows. */
  byte[] head() {
    return format == Format.BINARY ? BINARY_HEAD : NOTHING;
  }

  /** What goes behind the rows. */
  byte[] tail() {
    return format == Format.BINARY ? BINARY_TAIL : NOTHING;
  }

  /** The statement. It names the columns, so that the target may have them in another order. */
  String text() {
    String list =
        columns.isEmpty()
            ? ""
            : columns.stream().map(Identifiers::quote).collect(Collectors.joining(", ", " (", ")"));
    return "COPY %s%s FROM STDIN WITH (FORMAT %s, ENCODING 'UTF8')"
        .formatted(table.quoted(), list, format == Format.BINARY ? "binary" : "text");
  }

  /**
   * Makes sure that the target's table takes such rows.
   *
   * @throws ConnectException if it does not; it names the column and what to do
   */
  void check(TargetTable target) {
    for (int i = 0; i < columns.size(); i++) {
      TargetColumn column = target.columns().get(columns.get(i));
      if (column == null) {
        throw new SchemaMismatchException(table, columns.get(i));
      }
      if (column.generated()) {
        throw new ConnectException(
            "The target's table %s computes the column \"%s\" (GENERATED), which the source sends as it is: make it an ordinary column in the target (ALTER TABLE … ALTER COLUMN … DROP EXPRESSION) or a generated one on the source, and restart the connector"
                .formatted(table, column.name()));
      }
      if (format == Format.BINARY) {
        checkBinary(column, types.get(i));
      }
    }
  }

  /** Which columns, if the rows are text, go into one of type {@code "char"}, by their places. */
  List<Integer> charColumns(TargetTable target) {
    return format == Format.BINARY
        ? List.of()
        : IntStream.range(0, columns.size())
            .filter(i -> target.column(columns.get(i)).baseType().equals("\"char\""))
            .boxed()
            .toList();
  }

  /** Which columns hold intervals, or arrays of them, if the rows are in binary. */
  List<Integer> binaryIntervals() {
    return format == Format.TEXT
        ? List.of()
        : IntStream.range(0, columns.size())
            .filter(i -> types.get(i).startsWith("interval"))
            .boxed()
            .toList();
  }

  /**
   * Types of other schemas, which the catalog's names qualify, may differ under one name. The
   * binary format of {@code regclass} and its like is a number that each database gives out by
   * itself.
   */
  private void checkBinary(TargetColumn column, String sourceType) {
    if (!column.type().equals(sourceType)
        || sourceType.contains(".")
        || sourceType.startsWith("reg")) {
      throw new ConnectException(
          "Table %s cannot be copied in binary: its column \"%s\" is of type %s on the source and %s in the target, and binary needs one built-in type on both sides, whose values mean the same in every database. Set copy.format=text on the source connector, and have the table copied again"
              .formatted(table, column.name(), sourceType, column.type()));
    }
  }
}
