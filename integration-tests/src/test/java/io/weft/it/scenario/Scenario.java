package io.weft.it.scenario;

import io.weft.it.env.TestFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of SQL files that says what a source looks like and what happens to it:
 *
 * <dl>
 *   <dt>schema.sql
 *   <dd>the source's tables, and the target's unless one of the next says otherwise
 *   <dt>target.sql, timescaledb.sql, citus.sql
 *   <dd>another shape of the target: of any, of one on that kind of server
 *   <dt>before.sql
 *   <dd>rows that exist when the pipeline starts
 *   <dt>during.sql
 *   <dd>changes that happen while it starts and copies
 *   <dt>changes.sql
 *   <dd>changes that happen once the copy is complete
 *   <dt>violations.sql
 *   <dd>queries that must find nothing in the target at the end
 * </dl>
 */
public record Scenario(Path folder) {

  /** All of them, by name. */
  public static List<Scenario> all() {
    try (Stream<Path> folders = Files.list(TestFiles.scenarios())) {
      return folders.filter(Files::isDirectory).sorted().map(Scenario::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that have a file of that name. */
  public static List<Scenario> having(String file) {
    return all().stream().filter(scenario -> scenario.has(file)).toList();
  }

  public static Scenario named(String name) {
    return new Scenario(TestFiles.scenarios().resolve(name));
  }

  public String name() {
    return folder.getFileName().toString();
  }

  /** The statements of one of its files; none if it lacks it. */
  public List<String> statements(String file) {
    return SqlScript.read(folder.resolve(file));
  }

  /**
   * What makes the target's tables.
   *
   * @param kind the file that is for this kind of server alone
   */
  public List<String> targetSchema(String kind) {
    return Stream.of(kind, "target.sql", "schema.sql")
        .filter(this::has)
        .findFirst()
        .map(this::statements)
        .orElseThrow();
  }

  private boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  @Override
  public String toString() {
    return name();
  }
}
