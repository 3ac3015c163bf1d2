package io.weft.avro;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Stands for a record that cannot be read. A converter is not told where a record is, so that a
 * connector, which knows, can say more of it. The schema's name is part of the format.
 */
final class UnreadableRecord {

  static final Schema SCHEMA =
      SchemaBuilder.string()
          .name("io.weft.avro.UnreadableRecord")
          .doc("Why a record cannot be read")
          .build();

  private UnreadableRecord() {}

  static SchemaAndValue of(Exception why) {
    return new SchemaAndValue(SCHEMA, why.getMessage());
  }
}
