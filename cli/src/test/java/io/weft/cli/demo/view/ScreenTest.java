package io.weft.cli.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.demo.watch.Sighting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void plainScreenWritesALineForEachStageAndOneEveryFewSeconds() {
    try (Screen screen = new PlainScreen(out)) {
      for (int tenths = 0; tenths < 120; tenths++) {
        screen.show(progress(tenths < 10 ? Stage.SERVERS : Stage.COPYING, tenths));
      }
    }

    assertThat(text().lines())
        .containsExactly(
            "  0:00  Starting the databases",
            "  0:01  Copying all tables while the writers go on",
            "  0:06  copy: 500 rows, 160 changes written, 32 applied, 2,000/s, lag 7 ms",
            "  0:11  copy: 500 rows, 160 changes written, 32 applied, 2,000/s, lag 7 ms");
  }

  @Test
  void streamThatIsNoTerminalGetsPlainLines() {
    assertThat(Terminal.screen(out, 99, Map.of("TERM", "xterm"))).isInstanceOf(PlainScreen.class);
  }

  @Test
  void environmentDecidesOnColourAndGlyphs() {
    assertThat(Ink.of(Map.of("LANG", "en_US.UTF-8"))).isEqualTo(new Ink(true, true));
    assertThat(Ink.of(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8")))
        .isEqualTo(new Ink(true, false));
    assertThat(Ink.of(Map.of("NO_COLOR", "1", "LANG", "C.utf8"))).isEqualTo(new Ink(false, true));
    assertThat(Ink.of(Map.of("NO_COLOR", ""))).isEqualTo(new Ink(true, false));
    assertThat(Ink.of(Map.of("TERM", "dumb"))).isEqualTo(new Ink(false, false));
  }

  private static Progress progress(Stage stage, int tenths) {
    return new Progress(
        stage,
        "PostgreSQL",
        Duration.ofMillis(tenths * 100L),
        Duration.ZERO,
        List.of(new Progress.Table("readings", 500, 1000, 32)),
        32,
        2000,
        160,
        new Sighting(1, 0, 7, 0, 7),
        "");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
