package io.weft.sink.decode;

import java.util.Objects;
import org.apache.kafka.connect.data.Schema;

/** How the values of one column are written, by the Connect schema that they came with. */
public final class ValueForm {

  /** Values that are PostgreSQL's text literals already. */
  public static final ValueForm TEXT = of(Schema.OPTIONAL_STRING_SCHEMA);

  private final Schema schema;
  private final TextForm text;

  private ValueForm(Schema schema, TextForm text) {
    this.schema = schema;
    this.text = text;
  }

  /**
   * Finds the form of a schema.
   *
   * @throws IllegalArgumentException if no text literal is known for it
   */
  public static ValueForm of(Schema schema) {
    return new ValueForm(schema, TextForm.forSchema(schema));
  }

  /** What the values are. */
  public Schema schema() {
    return schema;
  }

  /** The schema's name, empty for a plain value. */
  public String schemaName() {
    return Objects.requireNonNullElse(schema.name(), "");
  }

  /** The text literal that PostgreSQL reads back as a value, which is not null. */
  public String text(Object value) {
    return text.of(value);
  }
}
