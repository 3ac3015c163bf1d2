package io.weft.sink.copy;

import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells of copies that can never be complete, since Kafka lacks records of them.
 *
 * <p>All chunks of such a table have ended, and yet there are fewer records than they have. For a
 * moment that is so of any copy: the beginning of a chunk may still be on its way in another
 * partition. So a table is named if two looks, well apart, find the same. Pure; not thread-safe.
 */
public final class LossWatch {

  private Map<TableName, Long> last = Map.of();
  private final Map<TableName, Long> told = new HashMap<>();

  /** Starts without having seen anything. */
  public LossWatch() {}

  /**
   * Takes note of a look at the target.
   *
   * @param missing records that are missing, by the tables whose chunks have all ended
   * @return what is news, a sentence for each table
   */
  public List<String> look(Map<TableName, Long> missing) {
    List<String> news = new ArrayList<>();
    missing.forEach(
        (table, records) -> {
          if (records.equals(last.get(table)) && !records.equals(told.put(table, records))) {
            news.add(
                "The copy of table %s can never be complete: all its chunks have ended, but %d records of them are gone from Kafka. Have the source copy it again: raise its number in copy.again"
                    .formatted(table, records));
          }
        });
    told.keySet().retainAll(missing.keySet());
    last = Map.copyOf(missing);
    return news;
  }
}
