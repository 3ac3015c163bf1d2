package io.weft.benchmarks.env;

import java.nio.file.Files;
import java.nio.file.Path;

/** What Weft is measured beside, where {@code benchmarks/run} has put it. */
public final class Rivals {

  private static final Path FOLDER = Path.of("benchmarks", "target", "rivals").toAbsolutePath();

  private Rivals() {}

  /** A worker's {@code plugin.path}: one folder for each plugin. */
  public static Path plugins() {
    return existing("plugins");
  }

  /** The stock Avro converter and the libraries that it brings. */
  public static Path converter() {
    return existing("plugins/apicurio-converter");
  }

  /** The registry's server. */
  static Path registry() {
    return existing("apicurio-registry");
  }

  private static Path existing(String name) {
    Path path = FOLDER.resolve(name);
    if (!Files.isDirectory(path)) {
      throw new IllegalStateException(path + " is missing: start by benchmarks/run");
    }
    return path;
  }
}
