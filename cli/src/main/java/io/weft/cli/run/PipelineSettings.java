package io.weft.cli.run;

import io.weft.postgres.PostgresUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
   * @param wantedSnapshot who copies the tables; empty for who did before, at first {@link
   *     Snapshot#DEFAULT}
   * @param copyTasks how many tasks read, and how many write, the copy
   * @param overrides settings of connectors beside, or instead of, Weft's own
   */
  public record Tuning(
      int partitions,
      Format format,
      Optional<Snapshot> wantedSnapshot,
      int copyTasks,
      Overrides overrides) {

    public static final Tuning DEFAULT =
        new Tuning(1, Format.AVRO, Optional.empty(), 2, Overrides.NONE);

    /** Who copies the tables. */
    public Snapshot snapshot() {
      return wantedSnapshot.orElse(Snapshot.DEFAULT);
    }

    public Tuning withSnapshot(Snapshot snapshot) {
      return new Tuning(partitions, format, Optional.of(snapshot), copyTasks, overrides);
    }

    public Tuning withOverrides(Overrides newOverrides) {
      return new Tuning(partitions, format, wantedSnapshot, copyTasks, newOverrides);
    }
  }

  /**
   * Settings of connectors, by the connector.
   *
   * @param source such as {@code snapshot.fetch.size}
   * @param sink such as {@code batch.rows}
   * @param copySource such as {@code copy.rate.limit}
   * @param copySink such as {@code buffer.bytes}
   */
  public record Overrides(
      Map<String, String> source,
      Map<String, String> sink,
      Map<String, String> copySource,
      Map<String, String> copySink) {

    public static final Overrides NONE = new Overrides(Map.of(), Map.of(), Map.of(), Map.of());

    public Overrides {
      source = Map.copyOf(source);
      sink = Map.copyOf(sink);
      copySource = Map.copyOf(copySource);
      copySink = Map.copyOf(copySink);
    }
  }
}
