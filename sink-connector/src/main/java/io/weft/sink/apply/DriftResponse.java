package io.weft.sink.apply;

import io.weft.sink.apply.TargetSettings.DriftPolicy;
import io.weft.sink.assemble.Work;
import io.weft.sink.metrics.SinkMetrics;
import io.weft.sink.plan.Rows;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do about a row of the target that is not as the source's history says: stop, or say so
 * and bring the row to what the source has, as far as the change tells it.
 */
final class DriftResponse {

  private static final Logger LOG = LoggerFactory.getLogger(DriftResponse.class);
  private static final String UNIQUE_VIOLATION = "23505";

  private final DriftPolicy policy;
  private final SinkMetrics metrics;

  DriftResponse(DriftPolicy policy, SinkMetrics metrics) {
    this.policy = policy;
    this.metrics = metrics;
  }

  /**
   * The steps to take in place of one that met another number of rows than it should.
   *
   * @throws ApplyException if drift is to stop the sink
   */
  List<Step> remedy(Work work, DriftException drift) {
    metrics.drifted();
    ApplyException fault = ApplyException.of(work, drift);
    if (policy == DriftPolicy.FAIL || drift.found() != 0) {
      throw fault;
    }
    List<Step> remedy = reinsertion(drift.step());
    LOG.warn(
        "{} The change is {}, as drift=log says",
        fault.getMessage(),
        remedy.isEmpty() ? "skipped" : "made by an insert");
    return remedy;
  }

  /**
   * The steps to take in place of one that the target refused.
   *
   * @throws ApplyException unless it is an insert that met a row, and drift is not to stop the sink
   */
  List<Step> remedy(Work work, Step step, SQLException failure) {
    ApplyException fault = ApplyException.of(work, step, failure);
    if (!UNIQUE_VIOLATION.equals(failure.getSQLState())) {
      throw fault;
    }
    metrics.drifted();
    if (policy == DriftPolicy.FAIL
        || !(step instanceof Step.Insert insert)
        || !insert.table().key().isImmediate()
        || !names(insert.columns()).containsAll(insert.table().key().columns())) {
      throw fault;
    }
    LOG.warn("{} The row is overwritten, as drift=log says", fault.getMessage());
    return List.of(
        new Step.Upsert(
            insert.table(),
            insert.columns(),
            insert.table().key().columns(),
            insert.rows(),
            insert.cause()));
  }

  /** A row that was to be changed and is not there comes back, if the change holds all of it. */
  private static List<Step> reinsertion(Step step) {
    if (!(step instanceof Step.KeyStep change) || step instanceof Step.Delete) {
      return List.of();
    }
    // The key's new value, where it is set, comes behind the old one and counts.
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < change.columns().size(); i++) {
      places.put(change.columns().get(i).name(), i);
    }
    boolean isWhole =
        change.table().columns().values().stream()
            .allMatch(column -> column.generated() || places.containsKey(column.name()));
    if (!isWhole) {
      return List.of();
    }
    List<StepColumn> columns = new ArrayList<>();
    Object[] row = new Object[places.size()];
    for (int place : places.values()) {
      row[columns.size()] = change.rows().value(0, place);
      columns.add(change.columns().get(place));
    }
    return List.of(
        new Step.Insert(change.table(), columns, Rows.of(List.<Object[]>of(row)), step.cause()));
  }

  private static List<String> names(List<StepColumn> columns) {
    return columns.stream().map(StepColumn::name).toList();
  }
}
