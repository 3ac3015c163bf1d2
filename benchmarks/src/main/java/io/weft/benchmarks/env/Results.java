package io.weft.benchmarks.env;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.cli.run.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What a run has found: one JSON object for programs, and the same with machine and versions in a
 * file.
 *
 * @param benchmark the benchmark's name
 * @param numbers what was measured
 */
public record Results(String benchmark, Map<String, Object> numbers) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line. */
  public String json() {
    try {
      return JSON.writeValueAsString(numbers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes {@code <date>-<benchmark>.json}.
   *
   * @param machine as it was before the run
   * @param server one of the servers, which tells its version
   */
  public Path write(Path folder, Map<String, Object> machine, Database server)
      throws IOException, SQLException {
    Map<String, Object> versions = versions();
    versions.put("postgresql", server.text("show server_version"));
    Map<String, Object> file = file(machine, versions);
    file.put("postgresqlSettings", new TreeMap<>(Server.settings()));
    return print(folder, file);
  }

  /**
   * Writes {@code <date>-<benchmark>.json} of a benchmark without a PostgreSQL server.
   *
   * @param machine as it was before the run
   */
  public Path write(Path folder, Map<String, Object> machine) throws IOException {
    return print(folder, file(machine, versions()));
  }

  private static Map<String, Object> versions() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put(
        "weft",
        Optional.ofNullable(Pipeline.class.getPackage().getImplementationVersion())
            .orElse("development"));
    versions.put("kafka", AppInfoParser.getVersion());
    return versions;
  }

  private Map<String, Object> file(Map<String, Object> machine, Map<String, Object> versions) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("benchmark", benchmark);
    file.put("endedAt", Instant.now().toString());
    file.put("numbers", numbers);
    file.put("machine", machine);
    file.put("versions", versions);
    return file;
  }

  private Path print(Path folder, Map<String, Object> file) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(LocalDate.now(ZoneOffset.UTC) + "-" + benchmark + ".json");
    Files.writeString(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n");
    return path;
  }
}
