package io.weft.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How one broker that is its own controller is set up to live beside its user on one machine. */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** A row of 64 MiB as JSON must fit. */
  private static final String MAX_MESSAGE_BYTES = Integer.toString(128 << 20);

  private BrokerSettings() {}

  static Map<String, String> of(Path folder, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.toString());
    putOneNode(settings);
    putSwiftRestart(settings);
    putStorage(settings);
    putModestSize(settings);
    return settings;
  }

  private static void putOneNode(Map<String, String> settings) {
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("num.partitions", "1");
  }

  /**
   * After kill -9 the controller still believes in the broker's former life, and each group in its
   * former members, until their sessions end: these times are what a restart waits for.
   */
  private static void putSwiftRestart(Map<String, String> settings) {
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("controller.quorum.election.timeout.ms", "200");
    settings.put("controller.quorum.election.backoff.max.ms", "200");
  }

  private static void putStorage(Map<String, String> settings) {
    // What was read from the source waits as long as it must; only the target's progress makes it
    // dispensable, and even then it serves a replay.
    settings.put("log.retention.ms", "-1");
    settings.put("log.retention.bytes", "-1");
    settings.put("log.segment.bytes", Integer.toString(256 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(2 << 20));
    settings.put("offsets.topic.segment.bytes", Integer.toString(8 << 20));
    settings.put("transaction.state.log.segment.bytes", Integer.toString(8 << 20));
    settings.put("message.max.bytes", MAX_MESSAGE_BYTES);
    settings.put("socket.request.max.bytes", Integer.toString(256 << 20));
    // A source transaction may stay open for long; whoever restarts fences its old self at once.
    settings.put("transaction.max.timeout.ms", Long.toString(24 * 3600 * 1000L));
  }

  private static void putModestSize(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "4");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    settings.put("metadata.max.idle.interval.ms", "5000");
    settings.put("unstable.api.versions.enable", "false");
  }
}
