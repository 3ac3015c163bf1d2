package io.weft.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.cli.compare.ComparisonReport;
import io.weft.cli.compare.RowCounts;
import io.weft.cli.compare.RowSample;
import io.weft.cli.compare.TableComparison;
import io.weft.cli.demo.view.Ink;
import io.weft.cli.demo.watch.Sighting;
import io.weft.postgres.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Sighting GOOD = new Sighting(312, 0, 0, 4100, 310);

  @Test
  void successIsOneScreenOfFigures() {
    assertThat(text(report(GOOD, same())))
        .isEqualTo(
            """

             ✔ Verified: PostgreSQL → PostgreSQL, every row of every table is the same.

               rows        1,000 on the source, 1,000 on the target, in 1 tables
               copy        900 rows in 12.0 s while the writers went on (75 rows/s)
               changes     92,480 in 5,780 transactions, inserts:updates:deletes 10:4:2
               stream      90,000 changes, 3,000/s on average, 9,801/s at best
               lag         largest 310 ms, final 0 ms; caught up 4.1 s after the copy
               downtime    84 ms, last acknowledged write to last change seen on the target
               atomicity   312 reads of the target during replay, 0 torn
               time        61.0 s in all, 1.9 s of them for comparing every row
            """);
  }

  @Test
  void everyLineFitsAUsualTerminal() {
    Sighting large = new Sighting(99_999, 0, 0, -1, 9_999_999);
    assertThat(text(report(large, same())).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void rowsThatDifferAreNamedByTheirKey() {
    assertThat(text(report(GOOD, different())))
        .contains("✘ NOT verified", "1 tables differ")
        .contains("public.t: 1 rows only in the source, 0 only in the target, 1 different")
        .contains("only in source: id=7, name=NULL")
        .contains("different in v, w: id=8, name=x");
  }

  @Test
  void equalRowsAreNotEnough() {
    DemoReport torn = report(new Sighting(312, 1, 0, 4100, 310), same());
    DemoReport incomplete = report(new Sighting(312, 0, 50, 4100, 310), same());

    assertThat(torn.verified()).isFalse();
    assertThat(text(torn)).contains("NOT verified", "saw half a transaction", "1 torn");
    assertThat(incomplete.verified()).isFalse();
    assertThat(text(incomplete)).contains("does not show every acknowledged transaction");
  }

  @Test
  void jsonIsOneLineWithTheFiguresAndWithoutValues() throws Exception {
    String line = ReportJson.of(report(GOOD, different()));
    JsonNode json = new ObjectMapper().readTree(line);

    assertThat(line).doesNotContain("\n").doesNotContain("name");
    assertThat(json.get("verified").booleanValue()).isFalse();
    assertThat(json.get("changes").longValue()).isEqualTo(92_480);
    assertThat(json.get("changesPerSecond").longValue()).isEqualTo(3000);
    assertThat(json.get("maxLagMs").longValue()).isEqualTo(310);
    assertThat(json.get("downtimeMs").longValue()).isEqualTo(84);
    assertThat(json.at("/tables/public.t/onlyInSource").longValue()).isEqualTo(1);
  }

  @Test
  void failureIsJsonToo() throws Exception {
    JsonNode json = new ObjectMapper().readTree(ReportJson.failure("a \"quoted\"\nreason"));

    assertThat(json.get("verified").booleanValue()).isFalse();
    assertThat(json.get("error").textValue()).isEqualTo("a \"quoted\"\nreason");
  }

  private static DemoReport report(Sighting sighting, TableComparison table) {
    return new DemoReport(
        "PostgreSQL",
        new ComparisonReport(List.of(table)),
        new DemoReport.Copy(900, 12_000),
        new DemoReport.Stream(92_480, 5780, 90_000, 30_000, 9800.7),
        sighting,
        new DemoReport.Cutover(84, 1900),
        61_000);
  }

  private static TableComparison same() {
    return new TableComparison(
        new TableName("public", "t"),
        new RowCounts(1000, 1000, 0, 0, 0),
        List.of(),
        List.of(),
        List.of());
  }

  private static TableComparison different() {
    List<String> key = List.of("id", "name");
    return new TableComparison(
        new TableName("public", "t"),
        new RowCounts(1000, 999, 1, 0, 1),
        List.of(),
        List.of(),
        List.of(
            new RowSample(
                RowSample.Kind.ONLY_IN_SOURCE, key, java.util.Arrays.asList("7", null), List.of()),
            new RowSample(RowSample.Kind.DIFFERENT, key, List.of("8", "x"), List.of("v", "w"))));
  }

  private static String text(DemoReport report) {
    return String.join("\n", new ReportText(new Ink(false, true)).lines(report));
  }
}
