package io.weft.it.scenario;

import io.weft.it.env.Skip;
import io.weft.it.env.TestFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A database that others made.
 *
 * @param dump makes and fills it, written for psql
 * @param folder what we add: {@code changes.sql}, and what TimescaleDB's hypertables need
 */
public record RealDatabase(Path dump, Path folder) {

  /** The one of that name; skips the test if its dump is not there. */
  public static RealDatabase named(String name) {
    Path dump = TestFiles.project().resolveSibling("shared").resolve("data").resolve(name + ".sql");
    if (!Files.exists(dump)) {
      throw Skip.because(
          "no " + name + ".sql in the folder shared/data beside the project's folder");
    }
    return new RealDatabase(dump, TestFiles.realDatabases().resolve(name));
  }

  /** Makes and fills the tables of an empty database. */
  public List<String> load() {
    try {
      String sql =
          Files.readAllLines(dump).stream()
              .filter(line -> !line.startsWith("\\c") && !line.matches("(DROP|CREATE) DATABASE .*"))
              .collect(Collectors.joining("\n"));
      return SqlScript.statements(sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the source must look like for a hypertable to follow it. */
  public List<String> sourceShape() {
    return SqlScript.read(folder.resolve("source.sql"));
  }

  /** Makes a hypertable of one of the empty tables. */
  public List<String> timescaleDbShape() {
    return SqlScript.read(folder.resolve("timescaledb.sql"));
  }

  /** Changes to every table; rounds differ by their numbers. */
  public List<String> changes(int round) {
    return SqlScript.read(folder.resolve("changes.sql")).stream()
        .map(statement -> statement.replace(":round", Integer.toString(round)))
        .toList();
  }
}
