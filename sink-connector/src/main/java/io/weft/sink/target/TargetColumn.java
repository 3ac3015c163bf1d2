package io.weft.sink.target;

/**
 * A column of a target table.
 *
 * @param name its name, unquoted
 * @param type its type as SQL, schema-qualified where needed and without length or precision: a
 *     cast to {@code varchar(5)} would cut a value silently, where the assignment to the column
 *     complains
 * @param generated whether the server computes it, so that nothing may be written to it
 * @param identityAlways whether it is GENERATED ALWAYS AS IDENTITY, so that an UPDATE may not set
 *     it
 */
public record TargetColumn(String name, String type, boolean generated, boolean identityAlways) {}
