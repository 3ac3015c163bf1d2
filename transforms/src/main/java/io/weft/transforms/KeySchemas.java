package io.weft.transforms;

import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas of keys that have got a column more, each built once. Converters go by a schema's
 * identity, and would register or print a new one for every record otherwise.
 *
 * <p>Not thread-safe.
 */
final class KeySchemas {

  /** Room for several versions of each of many tables. */
  private static final int CACHED = 2_000;

  private record Extension(Schema key, Schema row) {}

  private final Cache<Extension, Schema> cache = new LRUCache<>(CACHED);

  /**
   * The key's schema with a field behind its others.
   *
   * @param row the schema of the row that the column is from
   */
  Schema extended(Schema key, Schema row, String column) {
    Extension extension = new Extension(key, row);
    Schema known = cache.get(extension);
    if (known == null) {
      known = build(key, column, row.field(column).schema());
      cache.put(extension, known);
    }
    return known;
  }

  private static Schema build(Schema key, String column, Schema columnSchema) {
    SchemaBuilder builder =
        SchemaBuilder.struct().name(key.name()).version(key.version()).doc(key.doc());
    if (key.parameters() != null) {
      builder.parameters(key.parameters());
    }
    for (Field field : key.fields()) {
      builder.field(field.name(), field.schema());
    }
    return builder.field(column, columnSchema).build();
  }
}
