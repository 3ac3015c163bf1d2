package io.weft.cli.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.cli.check.CheckResult;
import io.weft.embedded.DataFolder;
import io.weft.postgres.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline's folder remembers of it: whose it is, and the tables that were settled at its
 * first start.
 */
final class PipelineFolder implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SNAPSHOT = "snapshot";

  private final DataFolder folder;

  PipelineFolder(DataFolder folder) {
    this.folder = folder;
  }

  DataFolder data() {
    return folder;
  }

  /** The tables of the pipeline, if it has started before. */
  Optional<List<TableName>> tables() {
    if (folder.isFresh()) {
      return Optional.empty();
    }
    try {
      List<List<String>> names =
          JSON.readValue(Files.readString(file()), new TypeReference<List<List<String>>>() {});
      return Optional.of(
          names.stream().map(name -> new TableName(name.get(0), name.get(1))).toList());
    } catch (IOException e) {
      throw new UserException("The data folder lacks " + file() + "; name another folder.", e);
    }
  }

  /**
   * Settles whose folder this is, and of which tables; on later starts, makes sure that it still is
   * its own.
   */
  void claim(PipelineSettings settings, CheckResult check) {
    if (folder.isFresh()) {
      writeTables(check.estimatedRows().keySet());
    }
    Map<String, String> identity = new HashMap<>();
    identity.put("pipeline", settings.name());
    identity.put("source database", check.sourceIdentity());
    identity.put("target database", check.targetIdentity());
    if (folder.isFresh()) {
      identity.put(SNAPSHOT, settings.tuning().snapshot().name());
    }
    folder.claim(
        identity,
        Map.of(
            "source database", settings.source().toString(),
            "target database", settings.target().toString()));
    // They may be others while nothing has begun, as after a first start that came to nothing.
    writeTables(check.estimatedRows().keySet());
  }

  /**
   * What was asked for, with what was settled at the first start.
   *
   * @throws UserException if that is not what is asked for now
   */
  PipelineSettings settled(PipelineSettings asked) {
    if (folder.isFresh()) {
      return asked;
    }
    Snapshot settled = settledSnapshot();
    Optional<Snapshot> wanted = asked.tuning().wantedSnapshot();
    if (wanted.isPresent() && wanted.get() != settled) {
      throw new UserException(
          "The pipeline in %s began with --snapshot=%s, which cannot change to %s; leave --snapshot out to go on, or begin a new pipeline with a new --data folder and --name"
              .formatted(folder.path(), settled, wanted.get()));
    }
    return asked.withTuning(asked.tuning().withSnapshot(settled));
  }

  /** Folders of before there was a choice have Debezium's. */
  private Snapshot settledSnapshot() {
    String known = folder.claimed(SNAPSHOT);
    return known == null ? Snapshot.DEBEZIUM : Snapshot.valueOf(known);
  }

  private void writeTables(Collection<TableName> tables) {
    try {
      Path draft = file().resolveSibling("lock.tables");
      JSON.writeValue(
          draft.toFile(),
          tables.stream().map(table -> List.of(table.schema(), table.table())).toList());
      Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder cannot be written", e);
    }
  }

  private Path file() {
    return folder.path().resolve("tables.json");
  }

  @Override
  public void close() {
    folder.close();
  }
}
