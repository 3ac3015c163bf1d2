package io.weft.benchmarks.copy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a copy did.
 *
 * @param bytes what it copied, as the source's tables take it on disk
 * @param rows the same in rows
 * @param seconds what it took
 * @param peakMib the most memory that each of its processes held, by name
 * @param more what else there is to tell, by name
 */
public record Outcome(
    long bytes, long rows, double seconds, Map<String, Long> peakMib, Map<String, Object> more) {

  /** 10^6 bytes a second. */
  public double megabytesPerSecond() {
    return bytes / seconds / 1e6;
  }

  /** For the record of results. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("seconds", Math.round(seconds * 10) / 10.0);
    numbers.put("megabytesPerSecond", Math.round(megabytesPerSecond() * 10) / 10.0);
    numbers.put("rowsPerSecond", Math.round(rows / seconds));
    numbers.put("peakMemoryMiB", peakMib);
    numbers.putAll(more);
    return numbers;
  }
}
