package io.weft.avro.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the Avro schema of one Connect schema.
 *
 * <p>A struct that is used in several places, also within itself, becomes one record. Avro knows a
 * record by its name alone, so two different structs of one name cannot be written: they are
 * refused, since their values would be read by the wrong definition.
 */
public final class ConnectToAvro {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectToAvro.class);

  private final Mapping mapping;
  private final AvroDefaults defaults;
  private final SchemaProperties properties;

  /** What is derived, so that it is defined once. */
  private final Map<Use, org.apache.avro.Schema> finished = new HashMap<>();

  private final OpenStructs around = new OpenStructs();
  private final TypeNames names;
  private final Set<String> seenNames = new HashSet<>();

  /**
   * A schema in a place.
   *
   * @param asBranch as a type of a union, where a null is a type of its own
   */
  private record Use(Schema schema, boolean asBranch) {}

  private ConnectToAvro(Mapping mapping) {
    this.mapping = mapping;
    this.names = new TypeNames(mapping);
    this.defaults = new AvroDefaults(mapping);
    this.properties = new SchemaProperties(mapping, defaults);
  }

  /**
   * The Avro schema of a Connect schema.
   *
   * @param schema null for values without a schema
   * @throws DataException if Avro cannot express it; the message says what to change
   */
  public static org.apache.avro.Schema derive(Schema schema, Mapping mapping) {
    try {
      org.apache.avro.Schema derived = new ConnectToAvro(mapping).schema(schema, false);
      Definitions.requireUnambiguous(derived);
      Definitions.requireReadable(derived);
      return derived;
    } catch (SchemaParseException e) {
      throw new DataException(
          "Avro does not allow a name in this schema: "
              + e.getMessage()
              + ". Rename it at its source, or set preserve.invalid.names=true, which keeps the"
              + " name for Weft's readers, or scrub.invalid.names=true.",
          e);
    } catch (AvroRuntimeException e) {
      throw new DataException("Avro cannot express this schema: " + e.getMessage(), e);
    }
  }

  private org.apache.avro.Schema schema(Schema schema, boolean asBranch) {
    if (schema == null) {
      return Anything.SCHEMA;
    }
    Use use = new Use(schema, asBranch);
    org.apache.avro.Schema known = finished.get(use);
    if (known != null) {
      return known;
    }
    org.apache.avro.Schema derived = derive(schema, asBranch);
    finished.put(use, derived);
    return derived;
  }

  private org.apache.avro.Schema derive(Schema schema, boolean asBranch) {
    if (Kinds.isUnion(schema)) {
      return union(schema);
    }
    if (schema.type() == Schema.Type.STRUCT && schema.isOptional()) {
      return org.apache.avro.Schema.createUnion(
          Nullable.nullType(), referring(Nullable.required(schema), false));
    }
    org.apache.avro.Schema base = base(schema);
    properties.addTo(base, schema);
    return asBranch ? base : Nullable.ifOptional(schema, base);
  }

  private org.apache.avro.Schema base(Schema schema) {
    return switch (schema.type()) {
      case INT8, INT16, INT32 -> primitive(org.apache.avro.Schema.Type.INT);
      case INT64 -> primitive(org.apache.avro.Schema.Type.LONG);
      case FLOAT32 -> primitive(org.apache.avro.Schema.Type.FLOAT);
      case FLOAT64 -> primitive(org.apache.avro.Schema.Type.DOUBLE);
      case BOOLEAN -> primitive(org.apache.avro.Schema.Type.BOOLEAN);
      case STRING -> string(schema);
      case BYTES -> bytes(schema);
      case ARRAY -> org.apache.avro.Schema.createArray(referring(schema.valueSchema(), false));
      case MAP -> map(schema);
      case STRUCT -> struct(schema);
    };
  }

  private org.apache.avro.Schema string(Schema schema) {
    String enumName = Kinds.enumName(schema);
    if (enumName == null || !(mapping.enhancedSchemas() || mapping.generalizedSumTypes())) {
      return primitive(org.apache.avro.Schema.Type.STRING);
    }
    Map<String, String> parameters = schema.parameters();
    String prefix =
        parameters.containsKey(Notation.GENERALIZED_ENUM)
            ? Notation.GENERALIZED_ENUM + "."
            : Notation.ENUM + ".";
    List<String> symbols =
        parameters.keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .toList();
    String simpleName = names.of(schema).name();
    boolean plain = mapping.discardTypeDocDefault();
    return org.apache.avro.Schema.createEnum(
        enumName,
        parameters.get(plain ? Notation.PLAIN_ENUM_DOC : Notation.ENUM_DOC_PREFIX + simpleName),
        null,
        symbols,
        plain ? null : parameters.get(Notation.ENUM_DEFAULT_PREFIX + simpleName));
  }

  private org.apache.avro.Schema bytes(Schema schema) {
    if (!Kinds.isFixed(schema)) {
      return primitive(org.apache.avro.Schema.Type.BYTES);
    }
    Names.Parts name = names.ofFixed(schema);
    return org.apache.avro.Schema.createFixed(
        name.name(), null, name.namespace(), Kinds.fixedSize(schema));
  }

  private org.apache.avro.Schema map(Schema schema) {
    if (Kinds.isAvroMap(schema, mapping)) {
      return org.apache.avro.Schema.createMap(referring(schema.valueSchema(), false));
    }
    org.apache.avro.Schema.Field key = field(Notation.KEY, schema.keySchema(), null);
    org.apache.avro.Schema.Field value = field(Notation.VALUE, schema.valueSchema(), null);
    Names.Parts name = names.ofEntry(schema, key, value);
    org.apache.avro.Schema entry =
        org.apache.avro.Schema.createRecord(name.name(), null, name.namespace(), false);
    if (!Kinds.isMapEntry(entry)) {
      entry.addProp(Notation.CONNECT_INTERNAL_TYPE, Notation.MAP_ENTRY);
    }
    entry.setFields(List.of(key, value));
    return org.apache.avro.Schema.createArray(entry);
  }

  private org.apache.avro.Schema union(Schema schema) {
    List<org.apache.avro.Schema> branches = new ArrayList<>();
    if (schema.isOptional()) {
      branches.add(Nullable.nullType());
    }
    for (Field field : schema.fields()) {
      branches.add(referring(Nullable.required(field.schema()), true));
    }
    return org.apache.avro.Schema.createUnion(branches);
  }

  private org.apache.avro.Schema struct(Schema schema) {
    boolean plain = mapping.discardTypeDocDefault();
    Map<String, String> docs = schema.parameters() == null ? Map.of() : schema.parameters();
    Names.Parts name = names.of(schema);
    org.apache.avro.Schema record =
        org.apache.avro.Schema.createRecord(
            name.name(),
            docs.get(plain ? Notation.PLAIN_RECORD_DOC : Notation.RECORD_DOC),
            name.namespace(),
            false);
    List<String> avroNames = FieldNames.of(schema, mapping);
    around.open(schema, record);
    List<org.apache.avro.Schema.Field> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      String doc = plain ? null : docs.get(Notation.FIELD_DOC_PREFIX + field.name());
      String avroName = avroNames.get(field.index());
      org.apache.avro.Schema.Field avroField = field(avroName, field.schema(), doc);
      if (mapping.preserveNames() && !avroName.equals(field.name())) {
        avroField.addProp(Notation.FIELD_NAME, field.name());
      }
      fields.add(avroField);
    }
    record.setFields(fields);
    around.close(schema);
    return record;
  }

  private org.apache.avro.Schema.Field field(String name, Schema schema, String doc) {
    String fullName =
        schema == null || schema.name() == null
            ? null
            : Names.split(schema.name(), mapping.scrubs()).full();
    boolean seen = fullName != null && !seenNames.add(fullName);
    org.apache.avro.Schema avro = field(schema);
    String fieldDoc = mapping.discardTypeDocDefault() && schema != null ? schema.doc() : doc;
    org.apache.avro.Schema.Field field = withDefault(name, avro, fieldDoc, defaultOf(schema));
    if (seen && mapping.connectMetaData() && Definitions.isNamed(avro)) {
      // A record that is named only, not defined again, has its parameters at the field.
      Map<String, String> parameters = properties.parameters(schema);
      if (!parameters.isEmpty()) {
        field.addProp(Notation.CONNECT_PARAMETERS, parameters);
      }
    }
    return field;
  }

  private org.apache.avro.Schema field(Schema schema) {
    return schema != null && schema.type() == Schema.Type.STRUCT
        ? referring(schema, false)
        : schema(schema, false);
  }

  private Object defaultOf(Schema schema) {
    if (schema != null && schema.defaultValue() != null) {
      return defaults.ofField(schema);
    }
    return schema != null && schema.isOptional() ? JsonProperties.NULL_VALUE : null;
  }

  private static org.apache.avro.Schema.Field withDefault(
      String name, org.apache.avro.Schema schema, String doc, Object defaultValue) {
    try {
      return new org.apache.avro.Schema.Field(name, schema, doc, defaultValue);
    } catch (AvroTypeException e) {
      LOG.warn("The default of field {} is left out, Avro does not allow it", name);
      return new org.apache.avro.Schema.Field(name, schema, doc);
    }
  }

  /** The schema, or a reference to the record around it if it is that one again. */
  private org.apache.avro.Schema referring(Schema schema, boolean asBranch) {
    org.apache.avro.Schema record = around.find(schema);
    if (record == null) {
      return schema(schema, asBranch);
    }
    return asBranch ? record : Nullable.ifOptional(schema, record);
  }

  private static org.apache.avro.Schema primitive(org.apache.avro.Schema.Type type) {
    return org.apache.avro.Schema.create(type);
  }
}
