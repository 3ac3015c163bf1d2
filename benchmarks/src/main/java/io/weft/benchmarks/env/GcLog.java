package io.weft.benchmarks.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM wrote by {@code -Xlog:gc}.
 *
 * @param peakMib the most that was in use right before a collection
 * @param peakAfterCollectionMib the most that was in use right after one: what was really needed
 */
public record GcLog(long peakMib, long peakAfterCollectionMib) {

  private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\)");

  /** Reads the log so far. */
  public static GcLog read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return of(lines);
    }
  }

  static GcLog of(Stream<String> lines) {
    List<MatchResult> collections =
        lines.flatMap(line -> COLLECTION.matcher(line).results()).toList();
    return new GcLog(greatest(collections, 1), greatest(collections, 2));
  }

  private static long greatest(List<MatchResult> collections, int group) {
    return collections.stream()
        .mapToLong(found -> Long.parseLong(found.group(group)))
        .max()
        .orElse(0);
  }
}
