package io.weft.connectors;

import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.config.Version;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** The task of {@link PostgresSourceConnector}; only delegates. */
public final class PostgresSourceTask extends SourceTask {

  private CaptureSession session;

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
    session = new CaptureSession(new CaptureConfig(settings), context);
    session.start();
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    return session.poll();
  }

  @Override
  public void commit() throws InterruptedException {
    session.committed();
  }

  @Override
  public void stop() {
    if (session != null) {
      session.stop();
    }
  }
}
