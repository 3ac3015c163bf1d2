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
 * @param castsTextItsOwnWay whether a cast of text is a function that need not read what the type's
 *     values are printed as: {@code text::regclass} knows neither {@code -} nor a bare number
 */
public record TargetColumn(
    String name,
    String type,
    String baseType,
    String equality,
    boolean generated,
    boolean identityAlways,
    boolean castsTextItsOwnWay) {

  /** Whether two of its values are compared by an operator of its own type, or of text. */
  public boolean hasEquality() {
    return !equality.equals("=") || baseType.equals("character varying");
  }

  /** The base type of enums, a name that no type has here: those of other schemas are qualified. */
  public static final String ENUM = "enum";

  /**
   * Text as a value of the column, or what an array in the binary format holds.
   *
   * <p>Only a type's input function is sure to read what its output function printed, and SQL calls
   * it for the elements of an array's literal.
   */
  public String cast(String expression) {
    return castsTextItsOwnWay
        ? "(('{\"' || replace(replace(%s, E'\\\\', E'\\\\\\\\'), '\"', E'\\\\\"') || '\"}')::%s[])[1]"
            .formatted(expression, type)
        : expression + "::" + type;
  }
}
