package io.weft.avro.registry;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** Schemas for tests. */
public final class TestSchemas {

  private TestSchemas() {}

  /** A record of some name with one whole number. */
  public static Schema record(String name) {
    return SchemaBuilder.record(name).namespace("test").fields().requiredInt("id").endRecord();
  }

  /** The same with one more field, without a default. */
  public static Schema longer(String name) {
    return SchemaBuilder.record(name)
        .namespace("test")
        .fields()
        .requiredInt("id")
        .requiredString("added")
        .endRecord();
  }
}
