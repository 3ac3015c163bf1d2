package io.weft.avro.registry.rest;

import io.weft.avro.registry.Lru;
import org.apache.avro.Schema;

/**
 * The JSON texts of schemas, by the schema's identity: two schemas that Avro calls equal may differ
 * in their text, as in a field's documentation, and are two to a registry.
 */
final class TextCache {

  private final Lru<Identity, String> texts;

  TextCache(int limit) {
    texts = new Lru<>(limit);
  }

  String of(Schema schema) {
    Identity key = new Identity(schema);
    String known = texts.find(key);
    if (known != null) {
      return known;
    }
    String text = schema.toString();
    texts.put(key, text);
    return text;
  }

  private static final class Identity {
    private final Schema schema;

    Identity(Schema schema) {
      this.schema = schema;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // what this class is for
    public boolean equals(Object other) {
      return other instanceof Identity that && that.schema == schema;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(schema);
    }
  }
}
