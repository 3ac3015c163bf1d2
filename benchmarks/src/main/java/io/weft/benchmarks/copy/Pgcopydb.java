package io.weft.benchmarks.copy;

import io.weft.benchmarks.env.Database;
import io.weft.postgres.PostgresUri;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** pgcopydb, where it is installed: it copies the tables' rows into tables that exist. */
public final class Pgcopydb {

  private Pgcopydb() {}

  /**
   * Copies all tables.
   *
   * @param folder for its work, which does not exist yet
   * @return empty if it is not installed
   * @throws IOException if it fails
   */
  public static Optional<Outcome> copy(Tables tables, Database target, int connections, Path folder)
      throws IOException, InterruptedException {
    if (!isInstalled()) {
      return Optional.empty();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                "pgcopydb",
                "copy",
                "table-data",
                "--source",
                uri(tables.database()),
                "--target",
                uri(target),
                "--dir",
                folder.toString(),
                "--table-jobs",
                Integer.toString(connections),
                "--split-tables-larger-than",
                "256 MB")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling("pgcopydb.log").toFile());
    long begin = System.nanoTime();
    Process process = builder.start();
    long peakMib = 0;
    while (process.isAlive()) {
      peakMib = Math.max(peakMib, PeakMemory.mib(process.pid()));
      Thread.sleep(100);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException("pgcopydb ended with " + process.exitValue());
    }
    return Optional.of(
        new Outcome(tables.bytes(), tables.rows(), seconds, Map.of("pgcopydb", peakMib), Map.of()));
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("pgcopydb", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String uri(Database database) {
    PostgresUri uri = database.uri();
    PostgresUri.Host host = uri.hosts().get(0);
    return "postgresql://%s@%s:%d/%s"
        .formatted(uri.user(), host.name(), host.port(), uri.database());
  }
}
