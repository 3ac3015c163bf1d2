package io.weft.avro.schema;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * A struct's schema within itself, or within what it holds. Connect's own schemas are built from
 * the inside out and cannot refer to what is around them.
 */
final class RecursiveSchema implements Schema {

  /** The schema that is referred to, once it is built. */
  static final class Target {

    private final String name;
    private Schema schema;

    Target(String name) {
      this.name = name;
    }

    void resolve(Schema built) {
      this.schema = built;
    }

    private Schema schema() {
      if (schema == null) {
        throw new DataException("The Avro schema needs " + name + " before that is complete.");
      }
      return schema;
    }
  }

  private final Target target;
  private final boolean optional;

  RecursiveSchema(Target target, boolean optional) {
    this.target = target;
    this.optional = optional;
  }

  @Override
  public Type type() {
    return Type.STRUCT;
  }

  @Override
  public boolean isOptional() {
    return optional;
  }

  @Override
  public Object defaultValue() {
    return null;
  }

  @Override
  public String name() {
    return target.name;
  }

  @Override
  public Integer version() {
    return target.schema().version();
  }

  @Override
  public String doc() {
    return target.schema().doc();
  }

  @Override
  public Map<String, String> parameters() {
    return target.schema().parameters();
  }

  @Override
  public Schema keySchema() {
    return target.schema().keySchema();
  }

  @Override
  public Schema valueSchema() {
    return target.schema().valueSchema();
  }

  @Override
  public List<Field> fields() {
    return target.schema().fields();
  }

  @Override
  public Field field(String fieldName) {
    return target.schema().field(fieldName);
  }

  @Override
  public Schema schema() {
    return target.schema();
  }

  /**
   * By name: what is around two references is compared by whoever compares them, and a comparison
   * of the targets would never end.
   */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (other instanceof RecursiveSchema reference) {
      return optional == reference.optional && Objects.equals(name(), reference.name());
    }
    return false;
  }

  @Override
  public int hashCode() {
    return Objects.hash(optional, name());
  }

  @Override
  public String toString() {
    return "Schema{" + name() + ":" + Type.STRUCT + "}";
  }
}
