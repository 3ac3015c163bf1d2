package io.weft.it.pipeline;

import io.weft.it.env.ConnectCluster;
import io.weft.it.env.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * One source database, its topics, and any number of targets that are filled from them.
 *
 * <p>Closed, it leaves neither connectors nor a slot behind.
 */
public final class TestPipeline implements AutoCloseable {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final String name;
  private final ConnectCluster cluster;
  private final Database source;
  private final Map<String, String> copySettings;
  private final Map<String, String> sourceSettings;
  private final List<TestSink> sinks = new ArrayList<>();

  private TestPipeline(String name, ConnectCluster cluster, Database source) {
    this.name = name;
    this.cluster = cluster;
    this.source = source;
    sourceSettings = Templates.source(name, source, cluster.bootstrapServers());
    copySettings = Templates.copy(name, source, cluster.bootstrapServers());
  }

  /** A pipeline that is not started yet. */
  public static TestPipeline of(ConnectCluster cluster, Database source) {
    String name = "it" + ProcessHandle.current().pid() + "_" + NEXT.incrementAndGet();
    return new TestPipeline(name, cluster, source);
  }

  /** Changes a setting of the source connector, before it is started. */
  public TestPipeline withSource(String key, String value) {
    sourceSettings.put(key, value);
    return this;
  }

  /** Leaves a setting of the source connector to its default, before it is started. */
  public TestPipeline withoutSource(String key) {
    sourceSettings.remove(key);
    return this;
  }

  /** Deploys the source connector; returns when it runs. */
  public TestPipeline startSource() {
    sourceConnector().start();
    return this;
  }

  /** Removes the source connector; its slot stays. */
  public void stopSource() {
    sourceConnector().remove();
  }

  /** Deploys the source connector, waits until it has stopped by itself, and returns why. */
  public String awaitSourceFailure() {
    sourceConnector().deploy();
    return sourceConnector().awaitFailure(Duration.ofMinutes(1));
  }

  private Connector sourceConnector() {
    return new Connector(cluster, name + "_source", sourceSettings);
  }

  /**
   * Deploys the connector that copies the tables.
   *
   * @param settings beside, or instead of, the usual ones
   */
  public TestPipeline startCopy(Map<String, String> settings) {
    copySettings.putAll(settings);
    copyConnector().start();
    return this;
  }

  /**
   * Deploys the connector that copies the tables; it may well fail then.
   *
   * @param settings beside, or instead of, those that it has
   */
  public TestPipeline deployCopy(Map<String, String> settings) {
    copySettings.putAll(settings);
    copyConnector().deploy();
    return this;
  }

  /** Waits until the connector that copies has stopped by itself, and returns why. */
  public String awaitCopyFailure() {
    return copyConnector().awaitFailure(Duration.ofMinutes(1));
  }

  /** Waits until all tables are read: rows are in Kafka, and no session of the copy is left. */
  public void awaitCopyRead() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              requireHealthyCopy();
              return hasCopyTopic() && copySessions() == 0;
            });
  }

  private boolean hasCopyTopic() {
    try (Topics topics = Topics.of(cluster)) {
      return topics.startingWith(name + ".copy").size() > 0;
    }
  }

  /** How many sessions the copy has on the source. */
  public long copySessions() {
    return source.number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'weft-copy%'");
  }

  /** Fails with the trace of the connector that copies if it has failed. */
  public void requireHealthyCopy() {
    copyConnector().requireHealthy();
  }

  /** Removes the connector that copies; its topics stay. */
  public void stopCopy() {
    copyConnector().remove();
  }

  private Connector copyConnector() {
    return new Connector(cluster, name + "_copy", copySettings);
  }

  /** Deploys a sink connector; returns when it runs. */
  public TestSink startSink(Database target) {
    TestSink sink = newSink(cluster, target, Map.of());
    sink.start();
    return sink;
  }

  /** Deploys a sink connector on workers of another group than the source connector's. */
  public TestSink startSinkOn(ConnectCluster sinkCluster, Database target) {
    TestSink sink = newSink(sinkCluster, target, Map.of());
    sink.start();
    return sink;
  }

  /**
   * A sink connector that is not deployed yet.
   *
   * @param settings beside, or instead of, the usual ones
   */
  public TestSink newSink(
      ConnectCluster sinkCluster, Database target, Map<String, String> settings) {
    String sinkName = name + "_to_" + (sinks.size() + 1);
    Map<String, String> all =
        new HashMap<>(Templates.sink(name, sinkName, target, sinkCluster.bootstrapServers()));
    all.putAll(settings);
    TestSink sink =
        new TestSink(this, new Connector(sinkCluster, sinkName, all), target, all.get("pipeline"));
    sinks.add(sink);
    return sink;
  }

  /** Fails with the source connector's own trace if it has failed. */
  void requireHealthySource() {
    sourceConnector().requireHealthy();
  }

  String describeSource() {
    return sourceConnector().describe();
  }

  public ConnectCluster cluster() {
    return cluster;
  }

  public Database source() {
    return source;
  }

  /** Names the slot, the publication and, with a dot behind it, the topics. */
  public String name() {
    return name;
  }

  /** Up to where the source may forget its log, in bytes since its beginning. */
  public long confirmedBytes() {
    return source.number(
        "SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots WHERE slot_name = '"
            + name
            + "'");
  }

  @Override
  public void close() {
    sinks.forEach(TestSink::stop);
    copyConnector().remove();
    stopSource();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              dropSlot();
              return slots() == 0;
            });
  }

  /** Removes the slot, unless it is in use. */
  public void dropSlot() {
    source.column(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '"
            + name
            + "' AND NOT active");
  }

  private long slots() {
    return source.number(
        "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '" + name + "'");
  }
}
