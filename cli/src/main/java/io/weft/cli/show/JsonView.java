package io.weft.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.cli.run.Phase;
import io.weft.cli.run.PipelineStatus;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One JSON object a line, a second; sentences go to standard error. */
public final class JsonView implements View {

  private static final long INTERVAL_MS = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final PrintWriter err;
  private long lastMs = Long.MIN_VALUE;

  public JsonView(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void say(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public void complain(String line) {
    say("weft: " + line);
  }

  @Override
  public void starting() {
    print(head(Phase.STARTING));
  }

  @Override
  public void show(PipelineStatus status) {
    long nowMs = System.nanoTime() / 1_000_000;
    if (lastMs == Long.MIN_VALUE || nowMs - lastMs >= INTERVAL_MS) {
      lastMs = nowMs;
      print(body(status.phase(), status));
    }
  }

  @Override
  public void failed(String problem) {
    print(head(Phase.FAILED).put("problem", problem));
  }

  @Override
  public void ended(PipelineStatus status) {
    print(body(Phase.STOPPED, status));
  }

  private static ObjectNode head(Phase phase) {
    return JSON.createObjectNode()
        .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("phase", phase.name().toLowerCase(Locale.ROOT));
  }

  private static ObjectNode body(Phase phase, PipelineStatus status) {
    ObjectNode node = head(phase);
    status.problem().ifPresent(problem -> node.put("problem", problem));
    node.put("rowsCopied", status.rowsCopied())
        .put("changes", status.changes())
        .put("transactions", status.transactions())
        .put("changesPerSecond", Math.round(status.changesPerSecond()))
        .put("lagBytes", status.lagBytes())
        .put("lagMs", status.lagMs())
        .put("appliedLsn", status.appliedLsn().toString());
    ArrayNode tables = node.putArray("tables");
    for (PipelineStatus.Table table : status.tables()) {
      tables
          .addObject()
          .put("name", table.name().toString())
          .put("estimatedRows", table.estimatedRows())
          .put("rowsCopied", table.rowsCopied())
          .put("inserted", table.inserted())
          .put("updated", table.updated())
          .put("deleted", table.deleted());
    }
    return node;
  }

  private void print(ObjectNode node) {
    try {
      out.println(JSON.writeValueAsString(node));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A status cannot be written", e);
    }
  }
}
