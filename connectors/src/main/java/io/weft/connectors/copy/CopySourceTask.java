package io.weft.connectors.copy;

import io.weft.connectors.config.Version;
import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.read.CopyRun;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** A task of {@link CopySourceConnector}; only delegates. */
public final class CopySourceTask extends SourceTask {

  private volatile CopyRun run;

  @Override
  public String version() {
    return Version.CURRENT;
  }

  @Override
  public void start(Map<String, String> settings) {
    if (context.transactionContext() == null) {
      throw new ConnectException(
          "This connector must say where Kafka transactions end, and the worker does not let it. Run a distributed worker with exactly.once.source.support=enabled, and set transaction.boundary=connector in the connector's settings.");
    }
    CopyRun started = new CopyRun(new CopyConfig(settings), CopyAssignment.of(settings), context);
    CopyMetrics.ofTask(context::pluginMetrics, started);
    run = started;
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    return run.poll();
  }

  @Override
  public void stop() {
    if (run != null) {
      run.stop();
    }
  }
}
