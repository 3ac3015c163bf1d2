package io.weft.benchmarks.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What topics take on a broker's disk. */
final class TopicBytes {

  private TopicBytes() {}

  /**
   * Of all topics whose name begins so, without their indexes.
   *
   * @param data the broker's folder
   */
  static long of(Path data, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.getParent().getFileName().toString().startsWith(prefix))
          .filter(file -> file.toString().endsWith(".log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
