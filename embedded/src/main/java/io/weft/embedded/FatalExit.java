package io.weft.embedded;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka ends the whole JVM when it cannot go on, without a word. Here that becomes one line, given
 * to whoever asked for it, and the thread that wanted to exit ends by an error.
 *
 * <p>JVM-wide, since Kafka's own procedure is.
 */
public final class FatalExit {

  private static final Logger log = LoggerFactory.getLogger(FatalExit.class);

  private static final AtomicReference<Consumer<String>> LISTENER =
      new AtomicReference<>(FatalExit::halt);

  /** Below this a broker's folder counts as full. */
  private static final long FULL_BYTES = 32L << 20;

  private static final AtomicReference<Path> FOLDER = new AtomicReference<>();

  private FatalExit() {}

  /**
   * Chooses what happens when Kafka gives up; without it the line goes to standard error and the
   * JVM halts with status 1.
   *
   * @param listener takes one line for the person; called on any thread
   */
  public static void onExit(Consumer<String> listener) {
    LISTENER.set(listener);
  }

  /** Names the folder whose disk is looked at when Kafka gives up. */
  static void watchDisk(Path folder) {
    FOLDER.set(folder);
  }

  static void install() {
    Exit.setExitProcedure(FatalExit::exit);
    Exit.setHaltProcedure(FatalExit::exit);
    // The order of closing is ours: connectors first, the broker they need last.
    Exit.setShutdownHookAdder((name, hook) -> log.debug("Left out the shutdown hook {}", name));
  }

  private static void exit(int status, String message) {
    log.error(
        "Kafka wants to exit with status {}: {}", status, message, new Throwable("from here"));
    LISTENER.get().accept(line(message));
    throw new Stopped(status);
  }

  private static String line(String message) {
    Path folder = FOLDER.get();
    if (folder != null && folder.toFile().getUsableSpace() < FULL_BYTES) {
      return "No space is left on the disk of " + folder + "; free some and start again.";
    }
    return "Kafka stopped"
        + (message == null ? "" : ": " + message)
        + "; the log tells more. Mend the cause and start again.";
  }

  private static void halt(String line) {
    System.err.println(line);
    Runtime.getRuntime().halt(1);
  }

  /** Ends the thread on which Kafka wanted to end the JVM. */
  static final class Stopped extends Error {
    Stopped(int status) {
      super("Kafka stopped with status " + status);
    }
  }
}
