package io.weft.sink.plan;

import io.weft.postgres.TableName;
import io.weft.sink.decode.ChangeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Folds changes of many tables, each table's by itself. */
final class NetEffect {

  private static final class Segment {
    private final TableShape shape;
    private final NetRows keyed;
    private final EqualRows keyless;

    Segment(TableShape shape) {
      this.shape = shape;
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

    TableSteps steps() {
      return keyed != null ? KeyedSteps.of(keyed) : keyless.steps();
    }
  }

  private final Shapes shapes;

  /** Rows of one shape fold together; a table whose shape changes has several segments. */
  private final Map<TableName, List<Segment>> segments = new LinkedHashMap<>();

  NetEffect(Shapes shapes) {
    this.shapes = shapes;
  }

  void add(ChangeEvent event) {
    TableShape shape = shapes.of(event);
    List<Segment> ofTable = segments.computeIfAbsent(event.table(), table -> new ArrayList<>(1));
    if (ofTable.isEmpty() || ofTable.get(ofTable.size() - 1).shape != shape) {
      ofTable.add(new Segment(shape));
    }
    ofTable.get(ofTable.size() - 1).add(event);
  }

  /** The steps so far, by table; forgets them. */
  List<TableSteps> drain() {
    List<TableSteps> steps = new ArrayList<>();
    for (List<Segment> ofTable : segments.values()) {
      steps.add(ofTable.size() == 1 ? ofTable.get(0).steps() : inOrder(ofTable));
    }
    segments.clear();
    return steps;
  }

  private static TableSteps inOrder(List<Segment> segments) {
    List<Step> steps = new ArrayList<>();
    for (Segment segment : segments) {
      TableSteps ofSegment = segment.steps();
      steps.addAll(ofSegment.deletes());
      steps.addAll(ofSegment.changes());
      steps.addAll(ofSegment.inserts());
    }
    return TableSteps.inOrder(segments.get(0).shape.table(), steps);
  }
}
