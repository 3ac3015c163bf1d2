package io.weft.cli.run;

import io.weft.postgres.TableName;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the parts of one pipeline are called. */
record Names(String pipeline) {

  String sourceConnector() {
    return pipeline + "-source";
  }

  String sinkConnector() {
    return pipeline + "-sink";
  }

  String copySourceConnector() {
    return pipeline + "-copy-source";
  }

  String copySinkConnector() {
    return pipeline + "-copy-sink";
  }

  /** All of them, those at the target first. */
  List<String> connectors(Snapshot snapshot) {
    return snapshot == Snapshot.COPY
        ? List.of(copySinkConnector(), sinkConnector(), copySourceConnector(), sourceConnector())
        : List.of(sinkConnector(), sourceConnector());
  }

  String slot() {
    return "weft_" + pipeline;
  }

  String publication() {
    return "weft_" + pipeline;
  }

  String topicPrefix() {
    return pipeline;
  }

  String transactionTopic() {
    return topicPrefix() + ".transaction";
  }

  /** Debezium's, in which nothing is read. */
  String heartbeatTopic() {
    return "__debezium-heartbeat." + topicPrefix();
  }

  /** The tables' topics, by the rule of Debezium's {@code SchemaTopicNamingStrategy}. */
  NavigableSet<String> dataTopics(Collection<TableName> tables) {
    return topics(topicPrefix(), tables);
  }

  /** The topics of the copy, by the same rule. */
  NavigableSet<String> copyTopics(Collection<TableName> tables) {
    return topics(topicPrefix() + ".copy", tables);
  }

  /** A regular expression for all topics of the stream, and no others. */
  String streamTopics() {
    return topicPrefix() + "[.](?!copy[.][^.]+[.]).*";
  }

  /** The same for the copy. */
  String copiedTopics() {
    return topicPrefix() + "[.]copy[.][^.]+[.].*";
  }

  private static NavigableSet<String> topics(String prefix, Collection<TableName> tables) {
    return tables.stream()
        .map(table -> prefix + "." + table)
        .map(topic -> topic.replaceAll("[^a-zA-Z0-9._-]", "_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A regular expression that matches just this table, safe in Debezium's comma-separated lists.
   */
  static String regex(TableName table) {
    StringBuilder regex = new StringBuilder();
    String name = table.toString();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_');
      regex.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return regex.toString();
  }
}
