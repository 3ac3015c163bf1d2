package io.weft.cli.run;

import io.weft.postgres.PostgresUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a pipeline is made of.
 *
 * @param name names the slot, the publication, the topics and the progress in the target; lower
 *     case letters, digits and underscores
 * @param source the database that is read
 * @param target the database that is written
 * @param tables patterns of {@code schema.table} with {@code *} and {@code ?}, as a person writes
 *     them; none means every table outside of the system's schemas
 * @param data the folder that keeps Kafka's data and the log
 * @param tuning what is seldom changed
 */
public record PipelineSettings(
    String name,
    PostgresUri source,
    PostgresUri target,
    List<String> tables,
    Path data,
    Tuning tuning) {

  public PipelineSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(tuning, "tuning");
    tables = List.copyOf(tables);
  }

  /** A pipeline of all tables, named after the source database. */
  public static PipelineSettings of(PostgresUri source, PostgresUri target, Path data) {
    return new PipelineSettings(
        PipelineName.of(source.database()), source, target, List.of(), data, Tuning.DEFAULT);
  }

  public PipelineSettings withName(String newName) {
    return new PipelineSettings(newName, source, target, tables, data, tuning);
  }

  public PipelineSettings withTables(List<String> patterns) {
    return new PipelineSettings(name, source, target, patterns, data, tuning);
  }

  public PipelineSettings withTuning(Tuning newTuning) {
    return new PipelineSettings(name, source, target, tables, data, newTuning);
  }

  /**
   * What is seldom changed.
   *
   * @param partitions partitions of each table's topic
   * @param format the converter between source and sink
   * @param source settings of the source connector beside, or instead of, Weft's own: {@code
   *     snapshot.fetch.size}, {@code snapshot.max.threads}, …
   * @param sink settings of the sink connector beside, or instead of, Weft's own: {@code
   *     batch.rows}, …
   */
  public record Tuning(
      int partitions, Format format, Map<String, String> source, Map<String, String> sink) {

    public static final Tuning DEFAULT = new Tuning(1, Format.AVRO, Map.of(), Map.of());

    public Tuning {
      source = Map.copyOf(source);
      sink = Map.copyOf(sink);
    }
  }
}
