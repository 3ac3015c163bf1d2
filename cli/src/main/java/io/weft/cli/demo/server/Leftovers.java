package io.weft.cli.demo.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what demos that were killed left behind: their folders, and their servers, which go
 * on running without them.
 *
 * <p>A process is ended only if it is named in the server's own lock file and its command line
 * names the data folder that this file lies in.
 */
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Leftovers() {}

  /** Does what it can; a folder that resists is left, and logged. */
  static void clear(Path temporaryFiles) throws IOException {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(temporaryFiles, DemoFolder.PREFIX + "*")) {
      for (Path folder : folders) {
        clearIfAbandoned(folder);
      }
    }
  }

  private static void clearIfAbandoned(Path folder) {
    try {
      if (DemoFolder.isAbandoned(folder)) {
        LOG.info("Clearing away {}, which a demo that was killed left behind", folder);
        stopServers(folder);
        DemoFolder.delete(folder);
      }
    } catch (IOException | NumberFormatException e) {
      LOG.warn("Could not clear away {}", folder, e);
    }
  }

  /** Ends the servers whose data are in a demo's folder. */
  static void stopServers(Path folder) throws IOException {
    for (String name : DemoFolder.databaseFolders()) {
      stopServer(folder.resolve(name));
    }
  }

  /** The first line of the lock file is the number of the server's process (manual, 65.1). */
  private static void stopServer(Path data) throws IOException {
    Path lockFile = data.resolve("postmaster.pid");
    if (!Files.exists(lockFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(lockFile);
    if (!lines.isEmpty()) {
      ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
          .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
          .ifPresent(Leftovers::end);
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
