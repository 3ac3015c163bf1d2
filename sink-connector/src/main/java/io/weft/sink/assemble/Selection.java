package io.weft.sink.assemble;

import io.weft.postgres.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which of the source's tables this sink takes. A commit record counts the rows of all of them;
 * only those of the taken ones are waited for.
 *
 * <p>It follows from configuration alone, never from the topics that happen to exist: a table's
 * topic appears with its first row, which may be the very row that is waited for.
 */
public final class Selection {

  private final Predicate<String> taken;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<TableName, String> names = new HashMap<>();

  private Selection(Predicate<String> taken) {
    this.taken = taken;
  }

  /** Takes the tables whose {@code schema.table} matches one of the patterns whole. */
  public static Selection ofTables(List<Pattern> patterns) {
    return new Selection(
        table -> patterns.stream().anyMatch(pattern -> pattern.matcher(table).matches()));
  }

  /**
   * Takes the tables whose topic is read.
   *
   * @param topicPrefix the source's {@code topic.prefix}
   * @param topicTaken whether the sink subscribes to a topic
   */
  public static Selection ofTopics(String topicPrefix, Predicate<String> topicTaken) {
    return new Selection(table -> topicTaken.test(topicOf(topicPrefix, table)));
  }

  /**
   * Debezium's name for a table's topic: characters that Kafka does not allow become underscores.
   */
  public static String topicOf(String topicPrefix, String table) {
    return (topicPrefix + "." + table).replaceAll("[^a-zA-Z0-9._-]", "_");
  }

  /** A table as {@code schema.table} if the sink takes it, else null. */
  String taken(TableName table) {
    String name = names.get(table);
    if (name == null) {
      name = table.toString();
      names.put(table, name);
    }
    return takes(name) ? name : null;
  }

  /** Whether the sink takes {@code schema.table}. */
  public boolean takes(String table) {
    Boolean isTaken = known.get(table);
    if (isTaken == null) {
      isTaken = taken.test(table);
      known.put(table, isTaken);
    }
    return isTaken;
  }
}
