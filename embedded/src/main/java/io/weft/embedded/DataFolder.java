package io.weft.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder that holds everything that an embedded Kafka keeps, owned by one process at a time.
 *
 * <p>The lock belongs to the operating system, so that it goes with its process, however that ends.
 */
public final class DataFolder implements AutoCloseable {

  private static final String FORMAT_KEY = "format";
  private static final String FORMAT = "1";
  private static final String SHOWN = ".shown";

  private final Path path;
  private final RandomAccessFile lockFile;
  private final boolean fresh;

  private DataFolder(Path path, RandomAccessFile lockFile, boolean fresh) {
    this.path = path;
    this.lockFile = lockFile;
    this.fresh = fresh;
  }

  /**
   * Opens the folder, made if it is absent, and locks it until {@link #close()}.
   *
   * @throws StartException if it is in use, cannot be written, or holds something else
   */
  public static DataFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new StartException("The data folder " + path + " is a file; name another folder.");
      }
      boolean fresh = !Files.exists(path.resolve("folder.properties"));
      if (fresh && holdsForeignFiles(path)) {
        throw new StartException(
            "The folder "
                + path
                + " holds other files and was not made by Weft; name an empty or a new one.");
      }
      Files.createDirectories(path);
      return new DataFolder(path, lock(path), fresh);
    } catch (IOException e) {
      throw new StartException("The data folder " + path + " cannot be used: " + reason(e), e);
    }
  }

  private static boolean holdsForeignFiles(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.anyMatch(file -> !file.endsWith("lock") && !isLog(file));
    }
  }

  private static boolean isLog(Path file) {
    return file.getFileName().toString().startsWith("weft.") && file.toString().contains(".log");
  }

  @SuppressWarnings("resource") // the lock lives as long as the file, which close() closes
  private static RandomAccessFile lock(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.resolve("lock").toFile(), "rw");
    try {
      FileLock lock = file.getChannel().tryLock();
      if (lock != null) {
        file.setLength(0);
        file.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
        return file;
      }
    } catch (OverlappingFileLockException e) {
      // the same answer as for another process
    }
    String owner = file.readLine();
    file.close();
    throw new StartException(
        "The data folder "
            + path
            + " is in use by process "
            + owner
            + "; stop that one, or name another folder.");
  }

  /** The folder's absolute path. */
  public Path path() {
    return path;
  }

  /** Whether nothing has run on it yet. */
  public boolean isFresh() {
    return fresh;
  }

  /**
   * Ties the folder to what runs on it: the first call on a fresh folder writes the identity, later
   * ones compare.
   *
   * @param identity names and values in which every later start must agree
   * @throws StartException if the folder belongs to something else; it names the first difference
   */
  public void claim(Map<String, String> identity) {
    claim(identity, Map.of());
  }

  /**
   * The same, for values that tell a person nothing.
   *
   * @param shown what to call such values, by their names
   */
  public void claim(Map<String, String> identity, Map<String, String> shown) {
    Path file = path.resolve("folder.properties");
    try {
      if (!Files.exists(file)) {
        write(file, identity, shown);
        return;
      }
      Properties known = new Properties();
      try (var reader = Files.newBufferedReader(file)) {
        known.load(reader);
      }
      if (!FORMAT.equals(known.getProperty(FORMAT_KEY))) {
        throw new StartException(
            "The data folder "
                + path
                + " was made by another version of Weft; name another folder, or use that"
                + " version.");
      }
      new TreeMap<>(identity)
          .forEach(
              (key, value) -> {
                if (!value.equals(known.getProperty(key))) {
                  throw new StartException(
                      ofAnother(
                          key,
                          known.getProperty(key + SHOWN, known.getProperty(key)),
                          shown.getOrDefault(key, value)));
                }
              });
    } catch (IOException e) {
      throw new StartException("The data folder " + path + " cannot be used: " + reason(e), e);
    }
  }

  /** What {@link #claim} wrote under a name; null if nothing. */
  public String claimed(String key) {
    Properties known = new Properties();
    try (var reader = Files.newBufferedReader(path.resolve("folder.properties"))) {
      known.load(reader);
    } catch (IOException e) {
      return null;
    }
    return known.getProperty(key);
  }

  private String ofAnother(String key, String known, String now) {
    String difference =
        now.equals(known)
            ? " was another one, though it was " + known + " as well"
            : " is " + known + ", not " + now;
    return "The data folder "
        + path
        + " belongs to another pipeline: its "
        + key
        + difference
        + "; name another folder with --data.";
  }

  /** By way of a second file, so that a crash leaves the whole of it or nothing. */
  private static void write(Path file, Map<String, String> identity, Map<String, String> shown)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(identity);
    shown.forEach((key, value) -> properties.setProperty(key + SHOWN, value));
    properties.setProperty(FORMAT_KEY, FORMAT);
    Path draft = file.resolveSibling("lock.draft");
    try (var writer = Files.newBufferedWriter(draft)) {
      properties.store(writer, "Made by Weft; do not edit");
    }
    Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return switch (e.getClass().getSimpleName()) {
      case "AccessDeniedException" -> "this user may not write there.";
      case "FileSystemException" -> message;
      default -> e.getClass().getSimpleName() + ": " + message;
    };
  }

  /** Lets go of the folder. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new StartException("The lock of " + path + " did not close: " + reason(e), e);
    }
  }
}
