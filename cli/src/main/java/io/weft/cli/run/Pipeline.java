package io.weft.cli.run;

import io.weft.cli.check.CheckRequest;
import io.weft.cli.check.CheckResult;
import io.weft.cli.check.ConnectFailure;
import io.weft.cli.check.StartCheck;
import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectorStatus;
import io.weft.embedded.DataFolder;
import io.weft.embedded.EmbeddedConnect;
import io.weft.embedded.Logs;
import io.weft.embedded.StartException;
import io.weft.postgres.Lsn;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running pipeline: the embedded Kafka broker and Connect worker, the source connector and the
 * sink connector, from one source database to one target database.
 *
 * <p>Everything that must survive lives in the data folder, in the source's slot and in the target:
 * a pipeline that was closed, or killed, goes on where it was when it is started again with the
 * same folder.
 *
 * <p>One pipeline runs per JVM and per data folder; all that the JVM logs goes to {@code weft.log}
 * in that folder. Methods may be called from any thread.
 */
public final class Pipeline implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final long POLL_MS = 20;

  private final PipelineFolder folder;
  private final EmbeddedConnect connect;
  private final Watcher watcher;
  private final Databases databases;
  private final SettledSource settled;
  private final PostgresUri source;
  private final List<String> notes;
  private boolean closed;

  private Pipeline(
      PipelineSettings settings,
      PipelineFolder folder,
      EmbeddedConnect connect,
      CheckResult check,
      CopiedRows copiedBefore) {
    this.folder = folder;
    this.connect = connect;
    this.source = check.source();
    this.notes = check.notes();
    Names names = new Names(settings.name());
    this.databases = databases(settings, check);
    this.settled = new SettledSource(connect.client(), names);
    this.watcher =
        new Watcher(
            settings,
            databases(settings, check),
            check.estimatedRows(),
            copiedBefore,
            connect.client());
  }

  /**
   * Checks both databases, starts broker and worker, and deploys the connectors. Returns when both
   * connectors run; the copy of the tables goes on behind.
   *
   * @throws UserException if something must be mended by a person first; it names all obstacles,
   *     each with its remedy
   */
  public static Pipeline start(PipelineSettings settings) {
    try {
      PipelineFolder folder = new PipelineFolder(DataFolder.open(settings.data()));
      try {
        Logs.toFile(folder.data().path().resolve("weft.log"));
        return start(settings, folder);
      } catch (RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (StartException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private static Pipeline start(PipelineSettings asked, PipelineFolder folder) {
    PipelineSettings settings = folder.settled(asked);
    CheckResult check = check(settings, folder);
    folder.claim(settings, check);
    CopiedRows copiedBefore = copied(settings, check);
    ConnectorSettings.putSecrets(check.source(), settings.target());
    EmbeddedConnect connect = EmbeddedConnect.start(folder.data());
    try {
      Pipeline pipeline = new Pipeline(settings, folder, connect, check, copiedBefore);
      try {
        pipeline.deploy(settings, check);
        pipeline.watcher.start();
        return pipeline;
      } catch (RuntimeException e) {
        pipeline.watcher.close();
        throw e;
      }
    } catch (RuntimeException e) {
      connect.close();
      throw e;
    }
  }

  private static Databases databases(PipelineSettings settings, CheckResult check) {
    int copiedTables =
        settings.tuning().snapshot() == Snapshot.COPY ? check.estimatedRows().size() : 0;
    return new Databases(
        check.source(), settings.target(), new Names(settings.name()), copiedTables);
  }

  private static CopiedRows copied(PipelineSettings settings, CheckResult check) {
    try (Databases databases = databases(settings, check)) {
      return databases.copied();
    } catch (SQLException e) {
      throw new UserException(ConnectFailure.explain("target", settings.target(), e), e);
    }
  }

  private static CheckResult check(PipelineSettings settings, PipelineFolder folder) {
    Names names = new Names(settings.name());
    CheckRequest request =
        new CheckRequest(
            settings.name(),
            names.slot(),
            names.publication(),
            settings.source(),
            settings.target(),
            settings.tables(),
            folder.tables(),
            settings.tuning().snapshot() == Snapshot.COPY
                ? CheckRequest.FirstRows.COPY
                : CheckRequest.FirstRows.STREAM);
    try {
      CheckResult check = StartCheck.run(request);
      if (!check.obstacles().isEmpty()) {
        throw new UserException(check.obstacles());
      }
      return check;
    } catch (SQLException e) {
      throw new UserException("The databases could not be checked: " + e.getMessage(), e);
    }
  }

  private void deploy(PipelineSettings settings, CheckResult check) {
    Names names = new Names(settings.name());
    ConnectorSettings connectors = new ConnectorSettings(settings);
    Topics.create(
        connect.bootstrapServers(), names, check.estimatedRows().keySet(), settings.tuning());
    ConnectClient client = connect.client();
    Collection<TableName> tables = check.estimatedRows().keySet();
    try {
      if (settings.tuning().snapshot() == Snapshot.COPY) {
        deploy(client, names.copySinkConnector(), connectors.copySink(settings.target(), tables));
        deploy(
            client,
            names.copySourceConnector(),
            connectors.copySource(check.source(), tables, check.fitBinary()));
      }
      deploy(client, names.sinkConnector(), connectors.sink(settings.target(), tables));
      deploy(client, names.sourceConnector(), connectors.source(check.source(), tables));
      // The copy's source has no tasks once everything is copied; the watcher tells if it fails.
      requireRunning(client, names.sinkConnector());
      requireRunning(client, names.sourceConnector());
    } catch (IOException e) {
      throw new UserException(e.getMessage(), e);
    }
  }

  private static void deploy(ConnectClient client, String name, Map<String, String> settings)
      throws IOException {
    List<String> errors = client.validate(name, settings);
    if (!errors.isEmpty()) {
      throw new UserException(
          errors.stream().map(error -> "The connector " + name + " refuses " + error).toList());
    }
    client.put(name, settings);
  }

  private static void requireRunning(ConnectClient client, String name) throws IOException {
    Optional<ConnectorStatus> status = client.awaitRunning(name, START_TIMEOUT);
    if (status.isEmpty() || !status.get().isRunning()) {
      throw new UserException(
          status
              .flatMap(ConnectorStatus::failure)
              .orElse(
                  "The connector "
                      + name
                      + " did not start within "
                      + START_TIMEOUT.toMinutes()
                      + " minutes; the log tells more."));
    }
  }

  /** What is worth knowing of this start, a sentence each. */
  public List<String> notes() {
    return notes;
  }

  /**
   * What the pipeline has done up to now. Cheap enough to be asked several times a second; it never
   * throws when a database is away, but says the last that was known.
   */
  public PipelineStatus status() {
    return watcher.status();
  }

  /**
   * The same as of now, to end with: a position that was waited for is in it, and what was counted
   * up to there.
   */
  public PipelineStatus lastStatus() throws InterruptedException {
    return watcher.lastStatus();
  }

  /**
   * Writes a transaction of its own on the source (a logical message; no table is touched) and
   * returns a log position before it. Once {@link PipelineStatus#appliedLsn()} has reached it, the
   * target holds everything that was committed on the source before this call.
   */
  public Lsn fence() {
    synchronized (databases) {
      try {
        Lsn end = databases.sourceEnd();
        databases.mark();
        return end;
      } catch (SQLException e) {
        throw new UserException(ConnectFailure.explain("source", source, e), e);
      }
    }
  }

  /**
   * Waits until the target has durably applied every source transaction that committed at or before
   * a position.
   *
   * @param lsn a position on the source, usually from {@link #fence()}; one that the source has not
   *     reached yet is waited for
   * @return whether it was reached within the time
   * @throws UserException if the pipeline failed; its message is the connector's own. Also if a
   *     table of the source is not the one any more with which the pipeline began
   */
  public boolean awaitApplied(Lsn lsn, Duration timeout) throws InterruptedException {
    Fence fence = new Fence(databases, settled, lsn);
    long end = System.nanoTime() + timeout.toNanos();
    while (!fence.isReached()) {
      PipelineStatus status = status();
      if (status.phase() == Phase.FAILED) {
        throw new UserException(status.problem().orElse("The pipeline failed."));
      }
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(POLL_MS);
    }
    return true;
  }

  /**
   * Stops connectors, worker and broker; slot, publication, folder and progress stay, so that it
   * can be started again. Does nothing the second time.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    watcher.close();
    try {
      connect.close();
    } finally {
      synchronized (databases) {
        databases.close();
      }
      folder.close();
    }
  }
}
