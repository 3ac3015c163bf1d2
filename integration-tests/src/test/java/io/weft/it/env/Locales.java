package io.weft.it.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Locales for servers that are started here; the machine may have none but C. */
final class Locales {

  /** Prints a thousand as {@code 1.000,00 €}. */
  private static final String GERMAN = "de_DE.utf8";

  private static Optional<Path> folder;

  private Locales() {}

  /** A folder that holds them, as a value of {@code LOCPATH}; empty if they cannot be made. */
  static synchronized Optional<Path> folder() {
    if (folder == null) {
      folder = make();
      if (folder.isEmpty()) {
        System.err.println("SKIPPED: money in another locale, since localedef makes none here");
      }
    }
    return folder;
  }

  private static Optional<Path> make() {
    try {
      Path made = Files.createTempDirectory("weft-locales");
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
      new ProcessBuilder("localedef", "-i", "de_DE", "-f", "UTF-8", made.resolve(GERMAN).toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(60, TimeUnit.SECONDS);
      return Files.exists(made.resolve(GERMAN).resolve("LC_MONETARY"))
          ? Optional.of(made)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
