package io.weft.transforms;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Change events of one table, in Debezium's envelope. */
record Changes(String schemaName, String table, Schema key, Schema row) {

  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("schema", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .build();

  /** A table with the key {@code id}, and a tenant's id of some type. */
  static Changes of(String table, Schema tenantSchema) {
    return new Changes(
        "public",
        table,
        SchemaBuilder.struct().name(table + ".Key").field("id", Schema.INT64_SCHEMA).build(),
        SchemaBuilder.struct()
            .name(table + ".Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("tenant_id", tenantSchema)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build());
  }

  Changes withoutKey() {
    return new Changes(schemaName, table, null, row);
  }

  Changes withKey(Schema newKey) {
    return new Changes(schemaName, table, newKey, row);
  }

  Struct row(long id, Object tenant) {
    return new Struct(row).put("id", id).put("tenant_id", tenant);
  }

  SourceRecord inserted(Struct after) {
    return change("c", null, after);
  }

  SourceRecord updated(Struct before, Struct after) {
    return change("u", before, after);
  }

  SourceRecord deleted(Struct before) {
    return change("d", before, null);
  }

  SourceRecord change(String operation, Struct before, Struct after) {
    Schema envelope =
        SchemaBuilder.struct()
            .name(table + ".Envelope")
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    Struct value =
        new Struct(envelope)
            .put("before", before)
            .put("after", after)
            .put("source", new Struct(SOURCE).put("schema", schemaName).put("table", table))
            .put("op", operation);
    return record(keyOf(after == null ? before : after), envelope, value);
  }

  private Struct keyOf(Struct of) {
    if (key == null || of == null) {
      return null;
    }
    Struct struct = new Struct(key);
    for (Field field : key.fields()) {
      struct.put(field.name(), of.get(field.name()));
    }
    return struct;
  }

  private SourceRecord record(Struct keyValue, Schema valueSchema, Object value) {
    SourceRecord record =
        new SourceRecord(
            Map.of(),
            Map.of(),
            "shop.public." + table,
            null,
            keyValue == null ? null : key,
            keyValue,
            valueSchema,
            value,
            1L);
    record.headers().addString("kept", "as it is");
    return record;
  }

  SourceRecord tombstone(long id) {
    return record(new Struct(key).put("id", id), null, null);
  }
}
