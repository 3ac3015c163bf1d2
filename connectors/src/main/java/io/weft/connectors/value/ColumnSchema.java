package io.weft.connectors.value;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Builds the schema of a column without its default. Connect's converters put a schema's default in
 * the place of NULL, which would change data.
 *
 * <p>It is always optional: where PostgreSQL logs no old row but its key, the other columns of
 * {@code before} are unknown, NOT NULL or not.
 */
final class ColumnSchema extends SchemaBuilder {

  private ColumnSchema(Schema.Type type) {
    super(type);
  }

  static SchemaBuilder of(Form form, String typeName) {
    SchemaBuilder schema = new ColumnSchema(form.type()).optional();
    form.schemaName().ifPresent(name -> schema.name(name).version(1));
    return form == Form.TEXT ? schema.parameter("type", typeName) : schema;
  }

  @Override
  public SchemaBuilder defaultValue(Object value) {
    return this;
  }
}
