package io.weft.transforms;

import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The schemas of keys and rows that have got a column more, each built once. Converters go by a
 * schema's identity, and would register or print a new one for every record otherwise.
 *
 * <p>Not thread-safe.
 */
final class ExtendedSchemas {

  /** Room for several versions of each of many tables. */
  private static final int CACHED = 2_000;

  private record Extension(Schema struct, String column, Schema columnSchema) {}

  private final Cache<Extension, Schema> structs = new LRUCache<>(CACHED);
  private final Cache<Extension, Schema> envelopes = new LRUCache<>(CACHED);

  /** The struct's schema with a field behind its others. */
  Schema extended(Schema struct, String column, Schema columnSchema) {
    Extension extension = new Extension(struct, column, columnSchema);
    Schema known = structs.get(extension);
    if (known == null) {
      SchemaBuilder builder = like(struct);
      struct.fields().forEach(field -> builder.field(field.name(), field.schema()));
      known = builder.field(column, columnSchema).build();
      structs.put(extension, known);
    }
    return known;
  }

  /** The envelope's schema, whose rows have a field behind their others. */
  Schema extendedEnvelope(Schema envelope, String column, Schema columnSchema) {
    Extension extension = new Extension(envelope, column, columnSchema);
    Schema known = envelopes.get(extension);
    if (known == null) {
      SchemaBuilder builder = like(envelope);
      for (Field field : envelope.fields()) {
        builder.field(
            field.name(),
            ChangedRow.isRow(field)
                ? extended(field.schema(), column, columnSchema)
                : field.schema());
      }
      known = builder.build();
      envelopes.put(extension, known);
    }
    return known;
  }

  private static SchemaBuilder like(Schema schema) {
    SchemaBuilder builder =
        SchemaBuilder.struct().name(schema.name()).version(schema.version()).doc(schema.doc());
    if (schema.isOptional()) {
      builder.optional();
    }
    if (schema.parameters() != null) {
      builder.parameters(schema.parameters());
    }
    return builder;
  }

  /** The struct with a value more, under the schema that {@link #extended} made of its own. */
  static Struct extended(Struct struct, Schema schema, String column, Object value) {
    Struct extended = new Struct(schema);
    for (Field field : struct.schema().fields()) {
      extended.put(field.name(), struct.getWithoutDefault(field.name()));
    }
    return extended.put(column, value);
  }
}
