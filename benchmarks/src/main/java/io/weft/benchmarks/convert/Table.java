package io.weft.benchmarks.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables whose changes are converted. */
public enum Table {
  /** Four columns: what a sensor writes. */
  NARROW,
  /** Twelve columns, two of them text of some hundred bytes: what an application writes. */
  WIDE,
  /** 150 columns of all types, two thirds of them nullable. */
  MANY_COLUMNS;

  private static final int MANY = 150;

  /** Its columns, as a row of them is defined on the source. */
  List<Column> columns() {
    return switch (this) {
      case NARROW -> narrow();
      case WIDE -> wide();
      case MANY_COLUMNS -> manyColumns();
    };
  }

  private static List<Column> narrow() {
    return List.of(
        ColumnType.INT8.required("device_id"),
        ColumnType.TIMESTAMPTZ.required("ts"),
        ColumnType.FLOAT8.nullable("temp"),
        ColumnType.SHORT_TEXT.nullable("status"));
  }

  private static List<Column> wide() {
    return List.of(
        ColumnType.INT8.required("id"),
        ColumnType.INT4.required("tenant_id"),
        ColumnType.SHORT_TEXT.required("title"),
        ColumnType.LONG_TEXT.required("body"),
        ColumnType.LONG_TEXT.nullable("notes"),
        ColumnType.NUMERIC.nullable("price"),
        ColumnType.FLOAT8.nullable("weight"),
        ColumnType.BOOLEAN.withDefault("active", true),
        ColumnType.TIMESTAMPTZ.required("created"),
        ColumnType.TIMESTAMP.nullable("seen"),
        ColumnType.JSON.nullable("attributes"),
        ColumnType.UUID_TEXT.required("reference"));
  }

  private static List<Column> manyColumns() {
    List<Column> columns = new ArrayList<>();
    columns.add(ColumnType.INT8.required("id"));
    while (columns.size() < MANY) {
      int number = columns.size();
      ColumnType type = ColumnType.ALL.get(number % ColumnType.ALL.size());
      String name = "c" + number;
      columns.add(number % 3 == 0 ? type.required(name) : type.nullable(name));
    }
    return columns;
  }

  /** Its name on the source, and in the results. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
