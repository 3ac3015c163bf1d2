package io.weft.it.pipeline;

import io.weft.it.env.ConnectCluster;
import io.weft.it.env.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** A sink of the bulk copy, as the project's own template has it, that a test starts and stops. */
public final class TestCopySink implements AutoCloseable {

  private final Connector connector;
  private final String pipeline;
  private final Database target;

  private TestCopySink(Connector connector, String pipeline, Database target) {
    this.connector = connector;
    this.pipeline = pipeline;
    this.target = target;
  }

  /** Reads the topics of a prefix; the pipeline's name is the prefix. */
  public static TestCopySink of(ConnectCluster cluster, String topicPrefix, Database target) {
    return of(cluster, topicPrefix, topicPrefix, target);
  }

  /**
   * The same, under a name of its own.
   *
   * @param pipeline under which the target keeps its progress
   */
  public static TestCopySink of(
      ConnectCluster cluster, String topicPrefix, String pipeline, Database target) {
    return new TestCopySink(
        new Connector(
            cluster,
            topicPrefix + "-copy-sink",
            Templates.copySink(topicPrefix, pipeline, target, cluster.bootstrapServers())),
        pipeline,
        target);
  }

  /** The same with another setting. */
  public TestCopySink with(String key, String value) {
    Map<String, String> settings = new HashMap<>(connector.settings());
    settings.put(key, value);
    return new TestCopySink(
        new Connector(connector.cluster(), connector.name(), settings), pipeline, target);
  }

  public TestCopySink start() {
    connector.start();
    return this;
  }

  public void stop() {
    connector.remove();
  }

  /** Waits until some rows are there, as many as a part of a copy. */
  public void awaitRows(long atLeast) {
    await(
        "select 1 from weft.copy_table where pipeline = '%s' having sum(rows) >= %d"
            .formatted(pipeline, atLeast));
  }

  /** Waits until so many tables' copies are complete. */
  public void awaitComplete(int tables) {
    await(
        "select 1 from weft.copy_table where pipeline = '%s' and chunks_done = chunks having count(*) = %d"
            .formatted(pipeline, tables));
  }

  /** The position of a table's copy, as the target has it. */
  public String copyLsn(String table) {
    return target
        .value(
            "select copy_lsn::text from weft.copy_table where pipeline = '%s' and table_name = '%s'"
                .formatted(pipeline, table))
        .orElseThrow();
  }

  /** Waits until a table's copy is complete that is newer than a position. */
  public void awaitNewer(String table, String copyLsn) {
    await(
        "select 1 from weft.copy_table where pipeline = '%s' and table_name = '%s' and copy_lsn > '%s' and chunks_done = chunks"
            .formatted(pipeline, table, copyLsn));
  }

  private void await(String query) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              connector.requireHealthy();
              return target.value("select to_regclass('weft.copy_table')::text").isPresent()
                  && target.value(query).isPresent();
            });
  }

  @Override
  public void close() {
    connector.remove();
  }
}
