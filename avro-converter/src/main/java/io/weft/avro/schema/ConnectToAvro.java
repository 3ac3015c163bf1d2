package io.weft.avro.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.connect.data.ConnectSchema;
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

  private final Map<String, OpenRecord> open = new HashMap<>();
  private final Set<String> seenNames = new HashSet<>();
  private final Map<String, Integer> entryKinds = new HashMap<>();
  private final Map<String, Integer> decimalKinds = new HashMap<>();
  private int unnamed;

  /**
   * A schema in a place.
   *
   * @param asBranch as a type of a union, where a null is a type of its own
   */
  private record Use(Schema schema, boolean asBranch) {}

  private record OpenRecord(Schema struct, org.apache.avro.Schema record) {}

  private record FieldForm(
      String field, Schema.Type type, String name, Map<String, String> parameters) {

    static FieldForm of(Field field) {
      Schema schema = field.schema();
      Map<String, String> parameters = schema.type().isPrimitive() ? schema.parameters() : null;
      return new FieldForm(field.name(), schema.type(), schema.name(), parameters);
    }
  }

  private ConnectToAvro(Mapping mapping) {
    this.mapping = mapping;
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
          nullSchema(), referring(withoutOptional(schema), false));
    }
    org.apache.avro.Schema base = base(schema);
    properties.addTo(base, schema);
    return asBranch ? base : optional(schema, base);
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
    String simpleName = nameOf(schema).name();
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
    Names.Parts name = Kinds.isDecimal(schema) ? decimalName(schema) : nameOf(schema);
    return org.apache.avro.Schema.createFixed(
        name.name(), null, name.namespace(), Kinds.fixedSize(schema));
  }

  /** All have one name in Connect; in Avro the first kind has it, as Confluent's has. */
  private Names.Parts decimalName(Schema schema) {
    String kind =
        Kinds.fixedSize(schema) + " " + Kinds.precision(schema) + " " + Kinds.scale(schema);
    return numbered(nameOf(schema), decimalKinds, kind);
  }

  private org.apache.avro.Schema map(Schema schema) {
    if (Kinds.isAvroMap(schema, mapping)) {
      return org.apache.avro.Schema.createMap(referring(schema.valueSchema(), false));
    }
    org.apache.avro.Schema.Field key = field(Notation.KEY, schema.keySchema(), null);
    org.apache.avro.Schema.Field value = field(Notation.VALUE, schema.valueSchema(), null);
    Names.Parts name = schema.name() == null ? entryName(key, value) : nameOf(schema);
    org.apache.avro.Schema entry =
        org.apache.avro.Schema.createRecord(name.name(), null, name.namespace(), false);
    if (!Kinds.isMapEntry(entry)) {
      entry.addProp(Notation.CONNECT_INTERNAL_TYPE, Notation.MAP_ENTRY);
    }
    entry.setFields(List.of(key, value));
    return org.apache.avro.Schema.createArray(entry);
  }

  /** Each kind of entry has a name of its own; the first has the one that Confluent's has. */
  private Names.Parts entryName(
      org.apache.avro.Schema.Field key, org.apache.avro.Schema.Field value) {
    String kind = key.schema().toString() + value.schema();
    return numbered(new Names.Parts(Notation.NAMESPACE, Notation.MAP_ENTRY), entryKinds, kind);
  }

  private static Names.Parts numbered(Names.Parts name, Map<String, Integer> kinds, String kind) {
    int number = kinds.computeIfAbsent(kind, unseen -> kinds.size() + 1);
    return number == 1 ? name : new Names.Parts(name.namespace(), name.name() + number);
  }

  private org.apache.avro.Schema union(Schema schema) {
    List<org.apache.avro.Schema> branches = new ArrayList<>();
    if (schema.isOptional()) {
      branches.add(nullSchema());
    }
    for (Field field : schema.fields()) {
      branches.add(referring(withoutOptional(field.schema()), true));
    }
    return org.apache.avro.Schema.createUnion(branches);
  }

  private org.apache.avro.Schema struct(Schema schema) {
    Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
    Names.Parts name = nameOf(schema);
    org.apache.avro.Schema record =
        org.apache.avro.Schema.createRecord(
            name.name(),
            parameters.get(
                mapping.discardTypeDocDefault() ? Notation.PLAIN_RECORD_DOC : Notation.RECORD_DOC),
            name.namespace(),
            false);
    if (schema.name() != null) {
      open.put(schema.name(), new OpenRecord(schema, record));
    }
    Map<String, org.apache.avro.Schema.Field> fields = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      String doc =
          mapping.discardTypeDocDefault()
              ? null
              : parameters.get(Notation.FIELD_DOC_PREFIX + field.name());
      String avroName = unusedName(field.name(), fields);
      org.apache.avro.Schema.Field avroField = field(avroName, field.schema(), doc);
      if (mapping.preserveNames() && !avroName.equals(field.name())) {
        avroField.addProp(Notation.FIELD_NAME, field.name());
      }
      if (fields.put(avroName, avroField) != null) {
        throw new DataException(
            "The column "
                + field.name()
                + " of "
                + record.getFullName()
                + " has the name "
                + avroName
                + " in Avro, which another column has too. Rename one of them, or set"
                + " preserve.invalid.names=true, which tells them apart.");
      }
    }
    record.setFields(List.copyOf(fields.values()));
    if (schema.name() != null) {
      open.remove(schema.name());
    }
    return record;
  }

  /** Two columns may be scrubbed to one name; where the originals are kept, that does no harm. */
  private String unusedName(String column, Map<String, org.apache.avro.Schema.Field> used) {
    if (!mapping.scrubs()) {
      return column;
    }
    String scrubbed = Names.scrub(column);
    String unused = scrubbed;
    for (int i = 2; mapping.preserveNames() && used.containsKey(unused); i++) {
      unused = scrubbed + "_" + i;
    }
    return unused;
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
    OpenRecord around = schema == null || schema.name() == null ? null : open.get(schema.name());
    if (around == null || schema.type() != Schema.Type.STRUCT) {
      return schema(schema, asBranch);
    }
    if (!fieldsOf(around.struct()).equals(fieldsOf(schema))) {
      throw Definitions.ambiguous(schema.name());
    }
    return asBranch ? around.record() : optional(schema, around.record());
  }

  /** What can be compared of a struct's fields where one of them holds the struct itself. */
  private static List<FieldForm> fieldsOf(Schema struct) {
    return struct.fields().stream().map(FieldForm::of).toList();
  }

  private Names.Parts nameOf(Schema schema) {
    if (schema.name() != null) {
      return Names.split(schema.name(), mapping.scrubs());
    }
    unnamed++;
    return new Names.Parts(
        Notation.NAMESPACE, Notation.DEFAULT_NAME + (unnamed > 1 ? unnamed : ""));
  }

  /** With a default the type comes first, since the default must be of a union's first type. */
  private static org.apache.avro.Schema optional(Schema schema, org.apache.avro.Schema base) {
    if (!schema.isOptional()) {
      return base;
    }
    return schema.defaultValue() == null
        ? org.apache.avro.Schema.createUnion(nullSchema(), base)
        : org.apache.avro.Schema.createUnion(base, nullSchema());
  }

  static Schema withoutOptional(Schema schema) {
    Schema.Type type = schema.type();
    return new ConnectSchema(
        type,
        false,
        schema.defaultValue(),
        schema.name(),
        schema.version(),
        schema.doc(),
        schema.parameters(),
        type == Schema.Type.STRUCT ? schema.fields() : null,
        type == Schema.Type.MAP ? schema.keySchema() : null,
        type == Schema.Type.MAP || type == Schema.Type.ARRAY ? schema.valueSchema() : null);
  }

  private static org.apache.avro.Schema primitive(org.apache.avro.Schema.Type type) {
    return org.apache.avro.Schema.create(type);
  }

  private static org.apache.avro.Schema nullSchema() {
    return primitive(org.apache.avro.Schema.Type.NULL);
  }
}
