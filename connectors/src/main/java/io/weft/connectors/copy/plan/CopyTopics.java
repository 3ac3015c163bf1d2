package io.weft.connectors.copy.plan;

import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which topic takes a table's rows. */
public final class CopyTopics {

  private CopyTopics() {}

  /** The topic of a table; not a table of its own always, but records say whose they are. */
  public static String of(String prefix, TableName table) {
    return (prefix + ".copy." + table).replaceAll("[^a-zA-Z0-9._-]", "_");
  }

  /**
   * Tables whose topics Kafka would not make beside each other, as its metrics cannot tell them
   * apart.
   *
   * @return a sentence for each pair, with the next step
   */
  public static List<String> faults(String prefix, Collection<TableName> tables) {
    List<String> faults = new ArrayList<>();
    Map<String, TableName> seen = new HashMap<>();
    for (TableName table : tables) {
      String topic = of(prefix, table);
      TableName other = seen.putIfAbsent(topic.replace('.', '_'), table);
      if (other != null && !of(prefix, other).equals(topic)) {
        faults.add(
            "Tables %s and %s would have topics that differ in . and _ only, which Kafka does not allow. Leave one out by table.exclude.list, and copy it under another topic.prefix"
                .formatted(other, table));
      }
    }
    return faults;
  }
}
