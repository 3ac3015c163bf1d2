package io.weft.benchmarks.statements;

import io.weft.sink.decode.ValueForm;
import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A way to have the target make a change of many rows. */
public enum Shape {
  /** New rows by COPY, in its binary and its text format. */
  COPY_BINARY(Change.INSERT, Form.BINARY, Way.COPY),
  COPY_TEXT(Change.INSERT, Form.TEXT, Way.COPY),
  /** New rows by INSERT from arrays, in the columns' types and as text. */
  INSERT_ARRAYS(Change.INSERT, Form.BINARY, Way.ARRAYS),
  INSERT_TEXT_ARRAYS(Change.INSERT, Form.TEXT, Way.ARRAYS),
  /** Changed rows by UPDATE with a join of arrays. */
  UPDATE_ARRAYS(Change.UPDATE, Form.BINARY, Way.ARRAYS),
  UPDATE_TEXT_ARRAYS(Change.UPDATE, Form.TEXT, Way.ARRAYS),
  /** Changed rows by an upsert of whole rows, counting those that were not there. */
  UPDATE_BY_UPSERT(Change.UPDATE, Form.BINARY, Way.UPSERT),
  /** Rows that go, by DELETE with a join of arrays. */
  DELETE_ARRAYS(Change.DELETE, Form.BINARY, Way.ARRAYS),
  DELETE_TEXT_ARRAYS(Change.DELETE, Form.TEXT, Way.ARRAYS),
  /** Rows that go, by DELETE with a join of a temporary table that COPY fills. */
  DELETE_BY_TABLE(Change.DELETE, Form.BINARY, Way.TABLE);

  /** What happens to the rows. */
  enum Change {
    INSERT,
    UPDATE,
    DELETE
  }

  /** How values are written. */
  enum Form {
    BINARY,
    TEXT
  }

  /** How rows are sent. */
  enum Way {
    COPY,
    ARRAYS,
    UPSERT,
    TABLE
  }

  private final Change change;
  private final Form form;
  private final Way way;

  Shape(Change change, Form form, Way way) {
    this.change = change;
    this.form = form;
    this.way = way;
  }

  /** Its name in the results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  Change change() {
    return change;
  }

  Way way() {
    return way;
  }

  /** The step that makes the change of rows. */
  Step.RowStep step(TargetTable table, List<Object[]> rows) {
    List<StepColumn> all = new ArrayList<>();
    for (int i = 0; i < Measures.COLUMNS.size(); i++) {
      all.add(
          new StepColumn(
              table.column(Measures.COLUMNS.get(i)),
              form == Form.TEXT ? ValueForm.TEXT : Measures.FORMS.get(i)));
    }
    Rows written = Rows.of(form == Form.TEXT ? Measures.asText(rows) : rows);
    List<StepColumn> key = all.subList(0, Measures.KEY_COLUMNS);
    List<StepColumn> set = all.subList(Measures.KEY_COLUMNS, all.size());
    return switch (change) {
      case INSERT -> new Step.Insert(table, all, written, null);
      case UPDATE ->
          way == Way.UPSERT
              ? new Step.Upsert(table, all, table.key().columns(), written, null)
              : new Step.Update(table, key, set, written, null);
      case DELETE -> new Step.Delete(table, key, written, null);
    };
  }
}
