package io.weft.it.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find and leave files. */
public final class TestFiles {

  /** The module's folder. */
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  private TestFiles() {}

  /** The folder with one folder a scenario. */
  public static Path scenarios() {
    return MODULE.resolve("scenarios");
  }

  /** The folder with what we do to databases that others made. */
  public static Path realDatabases() {
    return MODULE.resolve("real-databases");
  }

  /** The project's folder. */
  public static Path project() {
    return MODULE.getParent();
  }

  /** Where logs stay after the run. */
  public static Path logs() {
    return directory(MODULE.resolve("target").resolve("it-logs"));
  }

  /** A new folder for one test's data. */
  public static Path scratch(String name) {
    try {
      Path parent = directory(MODULE.resolve("target").resolve("it-data"));
      return Files.createTempDirectory(parent, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
