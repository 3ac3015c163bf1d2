package io.weft.cli.demo.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The one folder that holds all that a demo writes: the servers' data, Kafka's data, the logs.
 *
 * <p>A demo that was killed leaves its folder, and its servers running, behind; the next one clears
 * them away ({@link Leftovers}). Therefore the folder says which process owns it.
 */
public final class DemoFolder {

  static final String PREFIX = "weft-demo-";

  private static final String OWNER = "owner";
  private static final String KEPT = "kept";
  private static final String LOG = "weft.log";

  private final Path path;

  private DemoFolder(Path path) {
    this.path = path;
  }

  /** Makes a new one among the temporary files. */
  public static DemoFolder create() throws IOException {
    Path path = Files.createTempDirectory(temporaryFiles(), PREFIX);
    Files.writeString(path.resolve(OWNER), describe(ProcessHandle.current()));
    DemoFolder folder = new DemoFolder(path);
    Files.createDirectory(folder.pipelineData());
    return folder;
  }

  /** Clears away what demos left that were killed. */
  public static void clearLeftovers() throws IOException {
    Leftovers.clear(temporaryFiles());
  }

  private static Path temporaryFiles() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  static List<String> databaseFolders() {
    return List.of("source", "target");
  }

  public Path path() {
    return path;
  }

  /** The data folder of one server. */
  public Path sourceData() {
    return path.resolve(databaseFolders().get(0));
  }

  /** The data folder of the other server. */
  public Path targetData() {
    return path.resolve(databaseFolders().get(1));
  }

  /** What both servers have to say. */
  public Path serverLog() {
    return path.resolve("postgres.log");
  }

  /** The folder of the pipeline. */
  public Path pipelineData() {
    return path.resolve("pipeline");
  }

  /** Weft's and Kafka's log, which lies where the pipeline wants it. */
  public Path log() {
    return pipelineData().resolve(LOG);
  }

  /** Leaves the folder to the user, for good. */
  public void keep() throws IOException {
    Files.writeString(path.resolve(KEPT), "kept on request\n");
  }

  /** Stops servers that still run in it, then removes the folder and all that is in it. */
  public void delete() throws IOException {
    Leftovers.stopServers(path);
    delete(path);
  }

  /**
   * Removes everything but the logs, for someone to read them.
   *
   * @return where Weft's log is then
   */
  public Path deleteAllButLogs() throws IOException {
    Leftovers.stopServers(path);
    keep();
    Path kept = path.resolve(LOG);
    Files.move(log(), kept);
    for (Path data : List.of(sourceData(), targetData(), pipelineData())) {
      if (Files.exists(data)) {
        delete(data);
      }
    }
    return kept;
  }

  /** Whether its demo died without clearing up; false also while that is not certain. */
  static boolean isAbandoned(Path folder) throws IOException {
    Path owner = folder.resolve(OWNER);
    if (Files.exists(folder.resolve(KEPT)) || !Files.exists(owner)) {
      return false;
    }
    String described = Files.readString(owner, StandardCharsets.UTF_8);
    int space = described.indexOf(' ');
    return space > 0
        && ProcessHandle.of(Long.parseLong(described.substring(0, space)))
            .filter(process -> describe(process).equals(described))
            .isEmpty();
  }

  /** Number and time of start, since numbers are used again. */
  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("?");
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
