package io.weft.sink.plan;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RowImage;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The net effect of changes on all their tables. Changes of one table that come in several shapes
 * (a column was added in between) are kept apart, in order.
 */
final class NetEffect {

  /** What makes two changes foldable together: same table, same columns, same key. */
  private record ShapeKey(List<String> columns, List<String> keyColumns) {}

  private static final class Segment {
    private final ShapeKey key;
    private final NetRows keyed;
    private final EqualRows keyless;

    Segment(ShapeKey key, TableShape shape) {
      this.key = key;
      keyed = shape.hasLocator() ? new NetRows(shape) : null;
      keyless = shape.hasLocator() ? null : new EqualRows(shape);
    }

    void add(ChangeEvent event) {
      if (keyed != null) {
        keyed.add(event);
      } else {
        keyless.add(event);
      }
    }

    List<Step> steps() {
      return keyed != null ? KeyedSteps.of(keyed) : keyless.steps();
    }
  }

  private final Function<TableName, TargetTable> tables;
  private final Map<TableName, List<Segment>> segments = new LinkedHashMap<>();

  NetEffect(Function<TableName, TargetTable> tables) {
    this.tables = tables;
  }

  void add(ChangeEvent event) {
    RowImage row = event.after() == null ? event.before() : event.after();
    ShapeKey key = new ShapeKey(row.columns(), event.keyColumns());
    List<Segment> ofTable = segments.computeIfAbsent(event.table(), t -> new ArrayList<>());
    if (ofTable.isEmpty() || !ofTable.get(ofTable.size() - 1).key.equals(key)) {
      ofTable.add(new Segment(key, TableShape.of(tables.apply(event.table()), event)));
    }
    ofTable.get(ofTable.size() - 1).add(event);
  }

  /** The steps so far; forgets them. */
  List<Step> drain() {
    List<Step> steps = new ArrayList<>();
    segments.values().forEach(list -> list.forEach(segment -> steps.addAll(segment.steps())));
    segments.clear();
    return steps;
  }
}
