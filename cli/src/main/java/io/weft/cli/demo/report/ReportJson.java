package io.weft.cli.demo.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.cli.compare.TableComparison;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report for scripts: one JSON object in one line, without any row's values. */
public final class ReportJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportJson() {}

  /** Returns the object of a demo that reached its end. */
  public static String of(DemoReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verified", report.verified());
    json.put("changes", report.stream().written());
    json.put("changesPerSecond", Math.round(report.stream().perSecond()));
    json.put("maxLagMs", report.sighting().maxLagMs());
    json.put("downtimeMs", report.cutover().downtimeMs());
    json.put("transactions", report.stream().transactions());
    json.put("changesStreamed", report.stream().applied());
    json.put("peakChangesPerSecond", Math.round(report.stream().peakPerSecond()));
    json.put("finalLagMs", report.sighting().lagMs());
    json.put("catchUpMs", report.sighting().catchUpMs());
    json.put("rowsCopied", report.copy().rows());
    json.put("copyMs", report.copy().millis());
    json.put("rowsCompared", report.comparison().sourceRows());
    json.put("comparisonMs", report.cutover().comparisonMs());
    json.put("reads", report.sighting().reads());
    json.put("tornReads", report.sighting().tornReads());
    json.put("elapsedMs", report.elapsedMs());
    json.put("target", report.target());
    json.put("tables", tables(report));
    return print(json);
  }

  /** Returns the object of a demo that was refused or stopped. */
  public static String failure(String message) {
    return print(failed(message));
  }

  /**
   * Returns the object of a demo that failed.
   *
   * @param log where it says more
   */
  public static String failure(String message, Path log) {
    Map<String, Object> json = failed(message);
    json.put("log", log.toString());
    return print(json);
  }

  private static Map<String, Object> failed(String message) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verified", false);
    json.put("error", message);
    return json;
  }

  private static Map<String, Object> tables(DemoReport report) {
    Map<String, Object> tables = new LinkedHashMap<>();
    for (TableComparison table : report.comparison().tables()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("identical", table.identical());
      json.put("sourceRows", table.sourceRows());
      json.put("targetRows", table.targetRows());
      json.put("onlyInSource", table.counts().onlyInSource());
      json.put("onlyInTarget", table.counts().onlyInTarget());
      json.put("different", table.counts().different());
      tables.put(table.table().toString(), json);
    }
    return tables;
  }

  private static String print(Map<String, Object> json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The report could not be written", e);
    }
  }
}
