package io.weft.connectors.config;

import io.weft.connectors.fetch.PortionedConnections;
import io.weft.connectors.value.LosslessConverter;
import io.weft.connectors.value.TextSnapshotQuery;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a person need not write: where Debezium's defaults would lose something, wait
 * for nothing, or name things as every other connector does.
 */
public final class CaptureDefaults {

  /**
   * A property of the JVM that leaves values to Debezium, for the benchmark that measures what it
   * costs to carry them. No connector's settings can say so, since it breaks a promise.
   */
  public static final String VALUES_OF_DEBEZIUM = "weft.benchmark.values-of-debezium";

  static final String CONVERTERS = "converters";
  static final String PLACEHOLDER = "unavailable.value.placeholder";
  static final String DEFAULT_PLACEHOLDER = "__debezium_unavailable_value";
  static final String SLOT_NAME = "slot.name";
  static final String PUBLICATION_NAME = "publication.name";
  static final String DRIVER_OPTIONS = "driver.options";
  static final String TOPIC_PREFIX = "topic.prefix";
  static final String SNAPSHOT_FETCH_SIZE = "snapshot.fetch.size";

  static final String HEARTBEAT_ACTION = "heartbeat.action.query";
  private static final String SEARCH_PATH = " -c search_path=pg_catalog";

  /** The converter's name among the user's own in {@code converters}. */
  private static final String CONVERTER = "weft-lossless";

  /**
   * What sessions on the source print does not depend on its settings, and names of functions and
   * tables, as values of regproc and regclass, have their schema; a role that row-level security
   * restricts fails instead of seeing less; no time limit meant for people's queries ends a
   * snapshot; and a role that only reads by default may make the publication. What not every server
   * knows is set behind the connection.
   */
  private static final String SESSION_OPTIONS =
      "-c IntervalStyle=postgres -c bytea_output=hex -c extra_float_digits=1 -c lc_monetary=C"
          + " -c quote_all_identifiers=off"
          + SEARCH_PATH
          + " -c row_security=off -c statement_timeout=0 -c lock_timeout=0"
          + " -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off";

  private static final String HEARTBEAT_QUERY =
      "SELECT pg_logical_emit_message(true, 'weft.heartbeat', '')";

  /** Debezium's keys with other defaults than Debezium's. */
  static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("plugin.name", "pgoutput"),
          Map.entry("publication.autocreate.mode", "filtered"),
          Map.entry("publish.via.partition.root", "true"),
          Map.entry("provide.transaction.metadata", "true"),
          Map.entry("skipped.operations", "none"),
          Map.entry("tombstones.on.delete", "false"),
          Map.entry("include.unknown.datatypes", "true"),
          Map.entry("extended.headers.enabled", "false"),
          Map.entry("event.processing.failure.handling.mode", "fail"),
          Map.entry("event.converting.failure.handling.mode", "fail"),
          Map.entry("snapshot.mode", "initial"),
          Map.entry("snapshot.query.mode", "custom"),
          Map.entry("snapshot.query.mode.custom.name", TextSnapshotQuery.NAME),
          Map.entry("snapshot.max.threads", "1"),
          Map.entry(SNAPSHOT_FETCH_SIZE, "1000"),
          Map.entry("database.connection.factory.class", PortionedConnections.class.getName()),
          Map.entry("driver.maxResultBuffer", "25p"),
          Map.entry("heartbeat.interval.ms", "5000"),
          Map.entry(HEARTBEAT_ACTION, HEARTBEAT_QUERY),
          Map.entry("message.prefix.exclude.list", "weft\\.heartbeat"),
          Map.entry("poll.interval.ms", "10"),
          Map.entry("max.batch.size", "8192"),
          Map.entry("max.queue.size", "32768"),
          Map.entry("max.queue.size.in.bytes", "33554432"),
          Map.entry(PLACEHOLDER, DEFAULT_PLACEHOLDER));

  private CaptureDefaults() {}

  /** The settings as Debezium gets them: the person's, and the defaults for all others. */
  public static Map<String, String> complete(Map<String, String> settings) {
    Map<String, String> complete = new HashMap<>(FIXED);
    String prefix = settings.get(TOPIC_PREFIX);
    if (prefix != null) {
      complete.put(SLOT_NAME, DerivedName.of(prefix));
      complete.put(PUBLICATION_NAME, DerivedName.of(prefix));
    }
    complete.putAll(settings);
    if (Boolean.getBoolean(VALUES_OF_DEBEZIUM)) {
      complete.put("snapshot.query.mode", "select_all");
      return complete;
    }
    complete.merge(
        CONVERTERS, CONVERTER, (own, ours) -> isWithConverter(own) ? own : own + "," + ours);
    complete.merge(
        DRIVER_OPTIONS,
        SESSION_OPTIONS,
        (own, ours) -> own.endsWith(ours) ? own : own + " " + ours);
    complete.put(CONVERTER + ".type", LosslessConverter.class.getName());
    complete.put(CONVERTER + "." + LosslessConverter.PLACEHOLDER, complete.get(PLACEHOLDER));
    return complete;
  }

  /** Options of sessions that find names as any other session of that role does. */
  static String withRolesSearchPath(String options) {
    return options.replace(SEARCH_PATH, "");
  }

  /** A query at each heartbeat that the person wrote; empty for Weft's own. */
  static Optional<String> ownHeartbeatQuery(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(HEARTBEAT_ACTION))
        .filter(query -> !query.isBlank() && !query.equals(HEARTBEAT_QUERY));
  }

  private static boolean isWithConverter(String names) {
    return Arrays.asList(names.split("\\s*,\\s*")).contains(CONVERTER);
  }
}
