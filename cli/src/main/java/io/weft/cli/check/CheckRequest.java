package io.weft.cli.check;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What is to be checked.
 *
 * @param pipeline names the progress in the target
 * @param slot the replication slot on the source
 * @param publication the publication on the source
 * @param patterns the tables as the person named them
 * @param known the tables of the pipeline, if it ran before
 * @param firstRows who is to copy them
 */
public record CheckRequest(
    String pipeline,
    String slot,
    String publication,
    PostgresUri source,
    PostgresUri target,
    List<String> patterns,
    Optional<List<TableName>> known,
    FirstRows firstRows) {

  /** How the rows travel that are there at the beginning. */
  public enum FirstRows {
    /** By connectors of their own, which take a snapshot beside the stream's slot. */
    COPY,
    /** In the stream. */
    STREAM
  }
}
