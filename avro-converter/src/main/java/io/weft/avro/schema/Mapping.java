package io.weft.avro.schema;

/**
 * The choices of the mapping; each is Confluent's setting of the like name, but for the last.
 *
 * @param enhancedSchemas keep enums as enums, and the namespace in a union's field names ({@code
 *     enhanced.avro.schema.support})
 * @param generalizedSumTypes enums and unions as in Confluent's other converters ({@code
 *     generalized.sum.type.support})
 * @param connectMetaData write Connect's names, versions, parameters … into the Avro schema
 * @param scrubInvalidNames replace characters that Avro does not allow in names
 * @param allowOptionalMapKeys a map with optional string keys is an Avro map
 * @param flattenSingletonUnions a union of one type is read as that type
 * @param discardTypeDocDefault read and write a field's own documentation and default only
 * @param ignoreDefaultForNullables a null is written as null, also if its field has a default
 * @param preserveNames scrub names, and keep the originals in the schema, from where they are
 *     restored ({@code preserve.invalid.names})
 */
public record Mapping(
    boolean enhancedSchemas,
    boolean generalizedSumTypes,
    boolean connectMetaData,
    boolean scrubInvalidNames,
    boolean allowOptionalMapKeys,
    boolean flattenSingletonUnions,
    boolean discardTypeDocDefault,
    boolean ignoreDefaultForNullables,
    boolean preserveNames) {

  /** Confluent's defaults. */
  public static final Mapping DEFAULT =
      new Mapping(false, false, true, false, false, true, false, false, false);

  boolean scrubs() {
    return scrubInvalidNames || preserveNames;
  }

  /** The parameter that marks a string schema as an enum, and prefixes its symbols. */
  String enumParameter() {
    return generalizedSumTypes ? Notation.GENERALIZED_ENUM : Notation.ENUM;
  }
}
