package io.weft.benchmarks.env;

import java.nio.file.Path;

/** The Java in which this benchmark runs, and in which others that it starts do. */
final class Jvm {

  private Jvm() {}

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
