package io.weft.cli.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.demo.watch.Sighting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTest {

  private static final Ink PLAIN = new Ink(false, true);

  @Test
  void copyShowsEachTablesShare() {
    String drawing = draw(PLAIN, progress(Stage.COPYING), 100);

    assertThat(drawing)
        .contains("PostgreSQL → TimescaleDB", "1:05", "✔ servers", "● copy", "○ stream")
        .containsPattern("readings +█+[▏▎▍▌▋▊▉]?░+ +50% +100,000 rows +\\+1,234 changes")
        .containsPattern("sites +█+ 100% +40 rows");
  }

  @Test
  void streamShowsRateLagAndAtomicity() {
    assertThat(draw(PLAIN, progress(Stage.STREAMING), 100))
        .contains("0:12 left until the cutover")
        .contains("20,000 written · 19,900 applied · 2,003/s")
        .containsPattern("lag +35 ms · largest 410 ms")
        .containsPattern("atomicity +77 reads of the target, 0 torn");
  }

  @Test
  void catchingUpIsSaid() {
    Progress progress = progress(Stage.STREAMING, new Sighting(3, 0, 12_345, -1, 12_345));

    assertThat(draw(PLAIN, progress, 100)).contains("12.3 s, catching up");
  }

  @Test
  void halfATransactionIsNotHidden() {
    Progress progress = progress(Stage.STREAMING, new Sighting(3, 2, 10, 5, 10));

    assertThat(draw(PLAIN, progress, 100)).contains("2 torn");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 60, 80, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    for (Stage stage : Stage.values()) {
      assertThat(new Dashboard(PLAIN).draw(progress(stage), width))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void withoutColourThereIsNoEscapeSequence(Stage stage) {
    assertThat(draw(PLAIN, progress(stage), 80)).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void withoutGlyphsTheDrawingIsAscii(Stage stage) {
    assertThat(draw(new Ink(false, false), progress(stage), 120)).matches("\\p{ASCII}+");
  }

  @Test
  void colourTakesNoRoom() {
    List<String> colourless = new Dashboard(PLAIN).draw(progress(Stage.COPYING), 50);
    List<String> coloured =
        new Dashboard(new Ink(true, true))
            .draw(progress(Stage.COPYING), 50).stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();

    assertThat(coloured).isEqualTo(colourless);
  }

  private static Progress progress(Stage stage) {
    return progress(stage, new Sighting(77, 0, 35, 1500, 410));
  }

  private static Progress progress(Stage stage, Sighting sighting) {
    return new Progress(
        stage,
        "TimescaleDB",
        Duration.ofSeconds(65),
        Duration.ofSeconds(stage == Stage.STREAMING ? 12 : 0),
        List.of(
            new Progress.Table("readings", 100_000, 200_000, 1234),
            new Progress.Table("sites", 40, 40, 0)),
        19_900,
        2003.4,
        20_000,
        stage.compareTo(Stage.STREAMING) < 0 ? Sighting.NONE : sighting,
        "");
  }

  private static String draw(Ink ink, Progress progress, int width) {
    return String.join("\n", new Dashboard(ink).draw(progress, width));
  }
}
