package io.weft.connectors.start;

import io.weft.postgres.TableName;

/**
 * A table that the settings choose.
 *
 * @param name under which its rows travel; of a partitioned table, the root's
 * @param oid its id in the catalog
 */
public record ChosenTable(TableName name, long oid) {}
