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
 */
public record CheckRequest(
    String pipeline,
    String slot,
    String publication,
    PostgresUri source,
    PostgresUri target,
    List<String> patterns,
    Optional<List<TableName>> known) {}
