package io.weft.benchmarks.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the data and the logs of one run, which goes with it unless it is to be kept. */
public final class WorkFolder implements AutoCloseable {

  private final Path path;
  private final boolean kept;

  private WorkFolder(Path path, boolean kept) {
    this.path = path;
    this.kept = kept;
  }

  /** Makes one among the system's temporary files. */
  public static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("weft-benchmark-"), false);
  }

  /** Takes a folder, which need not exist, and leaves in it what comes to be there. */
  public static WorkFolder keepIn(Path folder) throws IOException {
    return new WorkFolder(Files.createDirectories(folder.toAbsolutePath()), true);
  }

  /** A folder in it that does not exist yet. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(path)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
