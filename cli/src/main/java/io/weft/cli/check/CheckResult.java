package io.weft.cli.check;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.util.List;
import java.util.NavigableMap;

/**
 * What the checks found. With obstacles, the rest is as far as it was found out.
 *
 * @param obstacles what must be mended first, each with its remedy; a line each
 * @param notes what is worth knowing
 * @param source the source with the one host that answered
 * @param estimatedRows the tables that travel, with their rows by the statistics; -1 if unknown
 * @param fitBinary whether all tables can be copied in PostgreSQL's binary format
 * @param sourceIdentity names the source database wherever it moves
 * @param targetIdentity names the target database wherever it moves
 */
public record CheckResult(
    List<String> obstacles,
    List<String> notes,
    PostgresUri source,
    NavigableMap<TableName, Long> estimatedRows,
    boolean fitBinary,
    String sourceIdentity,
    String targetIdentity) {}
