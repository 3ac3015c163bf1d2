package io.weft.sink.assemble;

import io.weft.postgres.Lsn;
import java.util.Map;

/**
 * What the assembler waits for.
 *
 * @param transaction the transaction in words, for messages
 * @param commitLsn its commit
 * @param missing how many rows of each {@code schema.table} have not come yet
 */
public record Awaited(String transaction, Lsn commitLsn, Map<String, Long> missing) {}
