package io.weft.cli.run;

import io.weft.postgres.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Copies that can never be complete, since Kafka lacks records of them. For a moment any copy looks
 * like that, while the beginning of a chunk is on its way in another partition; so it has to stay
 * for a while. Not thread-safe.
 */
final class CopyLoss {

  private static final long STAYS_MS = 60_000;

  private Map<TableName, Long> missing = Map.of();
  private long sinceMs;

  /**
   * Takes note of a look at the target.
   *
   * @param nowMs on any clock that only goes forward
   * @param nowMissing records that are missing, by the tables whose chunks have all ended
   * @return what to say of it, if it has stayed
   */
  Optional<String> look(long nowMs, Map<TableName, Long> nowMissing) {
    if (!nowMissing.equals(missing)) {
      missing = Map.copyOf(nowMissing);
      sinceMs = nowMs;
    }
    if (missing.isEmpty() || nowMs - sinceMs < STAYS_MS) {
      return Optional.empty();
    }
    Map<TableName, Long> sorted = new TreeMap<>(missing);
    return Optional.of(
        "Records of the copy are gone from Kafka, so that it can never be complete: %s. Stop, and run it again with --set copy-source.copy.again=%s, or the next number each time, to copy anew"
            .formatted(
                sorted.entrySet().stream()
                    .map(entry -> entry.getValue() + " of table " + entry.getKey())
                    .collect(Collectors.joining(", ")),
                sorted.keySet().stream()
                    .map(table -> table + ":2")
                    .collect(Collectors.joining(","))));
  }
}
