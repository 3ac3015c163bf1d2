package io.weft.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.cli.run.Phase;
import io.weft.cli.run.PipelineStatus;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static PipelineStatus status(Phase phase, String problem) {
    return new PipelineStatus(
        phase,
        Optional.ofNullable(problem),
        List.of(new PipelineStatus.Table(new TableName("public", "orders"), 50, 40, 3, 2, 1)),
        40,
        6,
        5,
        1234.5,
        2048,
        1500,
        Lsn.parse("16/B374D848"));
  }

  @Test
  void aJsonLineHoldsEveryNumber() throws Exception {
    JsonView view = new JsonView(new PrintWriter(out), new PrintWriter(err));
    view.say("for a person");
    view.show(status(Phase.STREAMING, null));
    view.show(status(Phase.STREAMING, null));
    JsonNode line = new ObjectMapper().readTree(out.toString());
    assertThat(out.toString().lines()).as("one a second").hasSize(1);
    assertThat(line.path("phase").asText()).isEqualTo("streaming");
    assertThat(line.path("rowsCopied").asLong()).isEqualTo(40);
    assertThat(line.path("changes").asLong()).isEqualTo(6);
    assertThat(line.path("transactions").asLong()).isEqualTo(5);
    assertThat(line.path("changesPerSecond").asLong()).isEqualTo(1235);
    assertThat(line.path("lagBytes").asLong()).isEqualTo(2048);
    assertThat(line.path("lagMs").asLong()).isEqualTo(1500);
    assertThat(line.path("appliedLsn").asText()).isEqualTo("16/B374D848");
    assertThat(line.path("tables").get(0).path("name").asText()).isEqualTo("public.orders");
    assertThat(line.path("tables").get(0).path("updated").asLong()).isEqualTo(2);
    assertThat(err.toString()).contains("for a person");
  }

  @Test
  void aLineSaysHowFarItIs() {
    new LineView(new PrintWriter(out)).show(status(Phase.STREAMING, null));
    assertThat(out.toString())
        .contains("40 rows copied", "6 changes in 5 transactions", "lag 2.0 KiB, 1.5 s");
  }

  @Test
  void aRetryIsSaidWithItsReason() {
    new LineView(new PrintWriter(out)).show(status(Phase.RETRYING, "the target is away"));
    assertThat(out.toString().strip()).isEqualTo("retrying: the target is away");
  }

  @Test
  void aLiveViewIsDrawnOverItself() {
    LiveView view = new LiveView(new PrintWriter(out));
    view.show(status(Phase.COPYING, null));
    int lines = (int) out.toString().lines().count();
    view.show(status(Phase.COPYING, null));
    assertThat(out.toString()).contains("public.orders", "\u001b[" + (lines - 1) + "A");
  }
}
