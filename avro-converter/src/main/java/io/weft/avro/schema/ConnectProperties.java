package io.weft.avro.schema;

import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to a Connect schema what its Avro schema says beyond the type. */
final class ConnectProperties {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectProperties.class);

  /** What a schema gets from where it is used. */
  record Use(boolean optional, Object fieldDefault, String fieldDoc, Integer version) {

    static Use plain() {
      return new Use(false, null, null, null);
    }

    Use asOptional() {
      return new Use(true, null, fieldDoc, null);
    }
  }

  private final Mapping mapping;

  ConnectProperties(Mapping mapping) {
    this.mapping = mapping;
  }

  void addTo(SchemaBuilder builder, org.apache.avro.Schema avro, Use use) {
    addDoc(avro, builder, use);
    addVersion(avro, builder, use);
    addParameters(avro, builder);
    addDefault(avro, builder, use);
    addName(avro, builder);
    if (use.optional()) {
      builder.optional();
    }
  }

  private static void addName(org.apache.avro.Schema avro, SchemaBuilder builder) {
    String name = name(avro, builder);
    if (name != null && builder.name() == null) {
      builder.name(name);
    } else if (name != null && !name.equals(builder.name())) {
      throw new DataException(
          "The Avro schema names the type "
              + builder.name()
              + " by its logical type, and "
              + name
              + " by its property "
              + Notation.CONNECT_NAME
              + ".");
    }
  }

  private void addDoc(org.apache.avro.Schema avro, SchemaBuilder builder, Use use) {
    String ownDoc = avro.getProp(Notation.CONNECT_DOC);
    if (!mapping.discardTypeDocDefault()) {
      if (mapping.connectMetaData() && ownDoc != null) {
        builder.doc(ownDoc);
      }
      return;
    }
    String doc = use.fieldDoc() != null ? use.fieldDoc() : avro.getDoc();
    if (doc != null || ownDoc != null) {
      builder.doc(doc != null ? doc : ownDoc);
    }
    if (mapping.connectMetaData() && avro.getDoc() != null) {
      builder.parameter(Notation.PLAIN_RECORD_DOC, avro.getDoc());
    }
  }

  private static void addVersion(org.apache.avro.Schema avro, SchemaBuilder builder, Use use) {
    Object own = avro.getObjectProp(Notation.CONNECT_VERSION);
    if (own != null && !(own instanceof Number)) {
      throw new DataException(
          "The property " + Notation.CONNECT_VERSION + " of the Avro schema is no number.");
    }
    Integer version = own == null ? use.version() : Integer.valueOf(((Number) own).intValue());
    if (version == null || version < 0) {
      return;
    }
    if (builder.version() == null) {
      builder.version(version);
    } else if (own != null && !version.equals(builder.version())) {
      throw new DataException(
          "The Avro schema's property "
              + Notation.CONNECT_VERSION
              + " is "
              + version
              + ", where the logical type has "
              + builder.version()
              + ".");
    }
  }

  private void addParameters(org.apache.avro.Schema avro, SchemaBuilder builder) {
    Object parameters = avro.getObjectProp(Notation.CONNECT_PARAMETERS);
    if (mapping.connectMetaData() && parameters != null) {
      if (!(parameters instanceof Map<?, ?> map)) {
        throw new DataException(
            "The property " + Notation.CONNECT_PARAMETERS + " of the Avro schema is no object.");
      }
      map.forEach((key, value) -> builder.parameter(key.toString(), text(key, value)));
    }
    avro.getObjectProps().entrySet().stream()
        .filter(property -> property.getKey().startsWith(Notation.AVRO_PREFIX))
        .forEach(property -> builder.parameter(property.getKey(), property.getValue().toString()));
  }

  private static String text(Object parameter, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new DataException(
        "The parameter " + parameter + " in the Avro schema is no string, as all must be.");
  }

  private void addDefault(org.apache.avro.Schema avro, SchemaBuilder builder, Use use) {
    Object own = avro.getObjectProp(Notation.CONNECT_DEFAULT);
    Object value = use.fieldDefault() == null ? own : use.fieldDefault();
    if (use.fieldDefault() != null
        && own == null
        && !mapping.discardTypeDocDefault()
        && mapping.connectMetaData()) {
      builder.parameter(Notation.FIELD_DEFAULT_FLAG, "true");
    }
    if (value == null || value == JsonProperties.NULL_VALUE) {
      return;
    }
    try {
      builder.defaultValue(ConnectDefaults.of(builder, avro, value, mapping));
    } catch (DataException | ClassCastException e) {
      LOG.warn("The default of {} is left out, it does not fit the type", avro.getFullName());
    }
  }

  /** The name of the Connect schema; null if it has none. */
  static String name(org.apache.avro.Schema avro, SchemaBuilder builder) {
    Object name = avro.getObjectProp(Notation.CONNECT_NAME);
    if (name != null && !(name instanceof String)) {
      throw new DataException(
          "The property " + Notation.CONNECT_NAME + " of the Avro schema is no string.");
    }
    if (name == null) {
      name =
          switch (avro.getType()) {
            case RECORD, ENUM -> avro.getFullName();
            case FIXED -> Decimal.LOGICAL_NAME.equals(builder.name()) ? null : avro.getFullName();
            default -> null;
          };
    }
    String text = (String) name;
    return text == null || text.startsWith(Notation.DEFAULT_FULL_NAME) ? null : text;
  }

  /**
   * A named type that appears again has the parameters of that place at its field; but a record
   * within itself, which is not known yet, keeps those of its definition.
   */
  static Schema withParameters(Schema schema, Map<?, ?> parameters) {
    if (schema instanceof RecursiveSchema) {
      return schema;
    }
    Map<String, String> own = schema.parameters() == null ? Map.of() : schema.parameters();
    boolean changes =
        parameters.entrySet().stream()
            .anyMatch(p -> !p.getValue().toString().equals(own.get(p.getKey().toString())));
    if (!changes) {
      return schema;
    }
    SchemaBuilder builder =
        switch (schema.type()) {
          case ARRAY -> SchemaBuilder.array(schema.valueSchema());
          case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
          default -> SchemaBuilder.type(schema.type());
        };
    builder.name(schema.name()).version(schema.version()).doc(schema.doc());
    own.forEach(builder::parameter);
    parameters.forEach((key, value) -> builder.parameter(key.toString(), value.toString()));
    if (schema.type() == Schema.Type.STRUCT) {
      schema.fields().forEach(field -> builder.field(field.name(), field.schema()));
    }
    if (schema.isOptional()) {
      builder.optional();
    }
    if (schema.defaultValue() != null) {
      builder.defaultValue(schema.defaultValue());
    }
    return builder.build();
  }
}
