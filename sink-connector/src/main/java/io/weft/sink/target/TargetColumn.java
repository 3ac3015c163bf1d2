package io.weft.sink.target;

/**
 * A column of a target table.
 *
 * @param name its name, unquoted
 * @param type its type as SQL, schema-qualified where needed and without length or precision: a
 *     cast to {@code varchar(5)} would cut a value silently, where the assignment to the column
 *     complains
 * @param baseType the type in whose binary format values are sent: of a domain the one under it,
 *     {@link #ENUM} for every enum
 * @param equality the operator that compares two of its values; with its schema if it is that of an
 *     extension
 * @param generated whether the server computes it, so that nothing may be written to it
 * @param identityAlways whether it is GENERATED ALWAYS AS IDENTITY, so that an UPDATE may not set
 *     it
 */
public record TargetColumn(
    String name,
    String type,
    String baseType,
    String equality,
    boolean generated,
    boolean identityAlways) {

  /** Whether two of its values are compared by an operator of its own type, or of text. */
  public boolean hasEquality() {
    return !equality.equals("=") || baseType.equals("character varying");
  }

  /** The base type of enums, a name that no type has here: those of other schemas are qualified. */
  public static final String ENUM = "enum";
}
