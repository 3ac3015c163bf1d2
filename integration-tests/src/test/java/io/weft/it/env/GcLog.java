package io.weft.it.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM wrote by {@code -Xlog:gc}.
 *
 * @param peakAfterCollectionMib the most that was in use right after a collection
 */
public record GcLog(long peakAfterCollectionMib) {

  private static final Pattern COLLECTION = Pattern.compile("Pause .* \\d+M->(\\d+)M\\(\\d+M\\)");

  public static GcLog read(Path file) {
    try {
      long peak =
          Files.readAllLines(file).stream()
              .map(COLLECTION::matcher)
              .filter(Matcher::find)
              .mapToLong(collection -> Long.parseLong(collection.group(1)))
              .max()
              .orElse(0);
      return new GcLog(peak);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
