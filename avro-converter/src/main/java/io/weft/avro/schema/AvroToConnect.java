package io.weft.avro.schema;

import io.weft.avro.schema.ConnectProperties.Use;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Derives the Connect schema of one Avro schema. */
public final class AvroToConnect {

  private static final Logger LOG = LoggerFactory.getLogger(AvroToConnect.class);

  private final Mapping mapping;
  private final ConnectProperties properties;

  /** The records around what is derived, with the placeholders by which these refer to them. */
  private final IdentityHashMap<org.apache.avro.Schema, RecursiveSchema.Target> open =
      new IdentityHashMap<>();

  /** What records hold, so that each is derived once: it may be named in many places. */
  private final IdentityHashMap<org.apache.avro.Schema, Body> bodies = new IdentityHashMap<>();

  private int unions;

  /**
   * What a record holds, wherever it stands.
   *
   * @param docs parameters with the documentation of record and fields; null if there is none
   */
  private record Body(Map<String, String> docs, List<Field> fields) {

    static Body of(SchemaBuilder builder) {
      Map<String, String> docs = builder.parameters();
      return new Body(docs == null ? null : new LinkedHashMap<>(docs), builder.fields());
    }

    SchemaBuilder builder() {
      SchemaBuilder builder = SchemaBuilder.struct();
      if (docs != null) {
        builder.parameters(docs);
      }
      fields.forEach(field -> builder.field(field.name(), field.schema()));
      return builder;
    }
  }

  private AvroToConnect(Mapping mapping) {
    this.mapping = mapping;
    this.properties = new ConnectProperties(mapping);
  }

  /**
   * The Connect schema of an Avro schema.
   *
   * @param version of the schema under its subject, for a schema that names none; null if unknown
   * @return null for values without a schema
   * @throws DataException if Connect cannot express it
   */
  public static Schema derive(org.apache.avro.Schema avro, Integer version, Mapping mapping) {
    if (avro.equals(Anything.SCHEMA)) {
      return null;
    }
    return new AvroToConnect(mapping).schema(avro, new Use(false, null, null, version));
  }

  private Schema schema(org.apache.avro.Schema avro, Use use) {
    RecursiveSchema.Target around = open.get(avro);
    if (around != null) {
      return new RecursiveSchema(around, use.optional());
    }
    return avro.getType() == org.apache.avro.Schema.Type.UNION
        ? union(avro, use)
        : finish(avro, builder(avro), use);
  }

  private SchemaBuilder builder(org.apache.avro.Schema avro) {
    return switch (avro.getType()) {
      case BOOLEAN -> SchemaBuilder.bool();
      case INT -> integer(avro);
      case LONG -> Meaning.logicalName(avro) == null ? SchemaBuilder.int64() : Timestamp.builder();
      case FLOAT -> SchemaBuilder.float32();
      case DOUBLE -> SchemaBuilder.float64();
      case STRING -> SchemaBuilder.string();
      case BYTES -> bytes(avro);
      case FIXED ->
          bytes(avro).parameter(Notation.FIXED_SIZE, Integer.toString(avro.getFixedSize()));
      case ENUM -> enumeration(avro);
      case ARRAY -> array(avro.getElementType());
      case MAP -> SchemaBuilder.map(Schema.STRING_SCHEMA, schema(avro.getValueType(), Use.plain()));
      case RECORD -> struct(avro);
      case NULL ->
          throw new DataException(
              "The Avro schema has a null outside of a union, which Connect cannot express.");
      case UNION -> throw new IllegalStateException("A union has no builder of its own");
    };
  }

  private static SchemaBuilder integer(org.apache.avro.Schema avro) {
    String logical = Meaning.logicalName(avro);
    if (logical != null) {
      return logical.equals(Date.LOGICAL_NAME) ? Date.builder() : Time.builder();
    }
    String connectType = Meaning.narrowType(avro);
    if (connectType == null) {
      return SchemaBuilder.int32();
    }
    return switch (connectType) {
      case Notation.INT8 -> SchemaBuilder.int8();
      case Notation.INT16 -> SchemaBuilder.int16();
      default ->
          throw new DataException(
              "The Avro schema has an int with "
                  + Notation.CONNECT_TYPE
                  + " "
                  + connectType
                  + ", which is neither int8 nor int16.");
    };
  }

  private static SchemaBuilder bytes(org.apache.avro.Schema avro) {
    if (Meaning.logicalName(avro) == null) {
      return SchemaBuilder.bytes();
    }
    SchemaBuilder decimal = Decimal.builder(Meaning.scale(avro));
    Object precision = avro.getObjectProp(Notation.PRECISION);
    if (precision != null && !(precision instanceof Number)) {
      throw new DataException("The precision of a decimal in the Avro schema is no number.");
    }
    if (precision instanceof Number number
        && number.intValue() != Notation.DECIMAL_PRECISION_DEFAULT) {
      decimal.parameter(Notation.DECIMAL_PRECISION, Integer.toString(number.intValue()));
    }
    return decimal;
  }

  private SchemaBuilder enumeration(org.apache.avro.Schema avro) {
    SchemaBuilder builder = SchemaBuilder.string();
    boolean plain = mapping.discardTypeDocDefault();
    if (mapping.connectMetaData()) {
      if (avro.getDoc() != null) {
        builder.parameter(
            plain ? Notation.PLAIN_ENUM_DOC : Notation.ENUM_DOC_PREFIX + avro.getName(),
            avro.getDoc());
      }
      if (!plain && avro.getEnumDefault() != null) {
        builder.parameter(Notation.ENUM_DEFAULT_PREFIX + avro.getName(), avro.getEnumDefault());
      }
    }
    String parameter = mapping.enumParameter();
    builder.parameter(parameter, avro.getFullName());
    List<String> symbols = avro.getEnumSymbols();
    for (int i = 0; i < symbols.size(); i++) {
      String symbol = symbols.get(i);
      builder.parameter(
          parameter + "." + symbol, mapping.generalizedSumTypes() ? Integer.toString(i) : symbol);
    }
    return builder;
  }

  private SchemaBuilder array(org.apache.avro.Schema element) {
    if (!Kinds.isMapEntry(element)) {
      return SchemaBuilder.array(schema(element, Use.plain()));
    }
    org.apache.avro.Schema.Field key = element.getField(Notation.KEY);
    org.apache.avro.Schema.Field value = element.getField(Notation.VALUE);
    if (element.getFields().size() != 2 || key == null || value == null) {
      throw new DataException(
          "The Avro schema has a map as an array of entries, and the entry "
              + element.getFullName()
              + " has other fields than key and value.");
    }
    return SchemaBuilder.map(
        schema(key.schema(), Use.plain()), schema(value.schema(), Use.plain()));
  }

  private SchemaBuilder struct(org.apache.avro.Schema avro) {
    Body known = bodies.get(avro);
    if (known != null) {
      return known.builder();
    }
    boolean keepsDoc = !mapping.discardTypeDocDefault() && mapping.connectMetaData();
    SchemaBuilder builder = SchemaBuilder.struct();
    open.put(avro, new RecursiveSchema.Target(ConnectProperties.name(avro, builder)));
    if (keepsDoc && avro.getDoc() != null) {
      builder.parameter(Notation.RECORD_DOC, avro.getDoc());
    }
    for (org.apache.avro.Schema.Field field : avro.getFields()) {
      if (keepsDoc && field.doc() != null) {
        builder.parameter(Notation.FIELD_DOC_PREFIX + field.name(), field.doc());
      }
      Schema schema = schema(field.schema(), new Use(false, defaultOf(field), field.doc(), null));
      if (mapping.connectMetaData()
          && field.getObjectProp(Notation.CONNECT_PARAMETERS) instanceof Map<?, ?> parameters) {
        schema = ConnectProperties.withParameters(schema, parameters);
      }
      String column = field.getProp(Notation.FIELD_NAME);
      builder.field(column == null ? field.name() : column, schema);
    }
    bodies.put(avro, Body.of(builder));
    return builder;
  }

  private static Object defaultOf(org.apache.avro.Schema.Field field) {
    try {
      return field.defaultVal();
    } catch (AvroRuntimeException e) {
      LOG.warn("The default of field {} is left out, it does not fit the type", field.name());
      return null;
    }
  }

  private Schema union(org.apache.avro.Schema avro, Use use) {
    List<org.apache.avro.Schema> types = avro.getTypes();
    if (types.size() == 1 && mapping.flattenSingletonUnions()) {
      return schema(types.get(0), new Use(false, null, use.fieldDoc(), null));
    }
    if (Unions.isNullable(avro)) {
      return schema(Unions.nullableType(avro), use.asOptional());
    }
    String name =
        mapping.generalizedSumTypes() ? Notation.GENERALIZED_UNION_NAME + unions++ : Notation.UNION;
    SchemaBuilder builder = SchemaBuilder.struct().name(name);
    if (mapping.generalizedSumTypes()) {
      builder.parameter(Notation.GENERALIZED_UNION, name);
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < types.size(); i++) {
      org.apache.avro.Schema type = types.get(i);
      if (type.getType() == org.apache.avro.Schema.Type.NULL) {
        builder.optional();
        continue;
      }
      String field = Unions.fieldName(type, i, mapping);
      if (!names.add(field)) {
        throw new DataException(
            "A union in the Avro schema has two types whose field in Connect would be "
                + field
                + "; enhanced.avro.schema.support=true tells them apart by their namespace.");
      }
      builder.field(field, schema(type, Use.plain().asOptional()));
    }
    return finish(avro, builder, use);
  }

  private Schema finish(org.apache.avro.Schema avro, SchemaBuilder builder, Use use) {
    properties.addTo(builder, avro, use);
    Schema schema = builder.build();
    RecursiveSchema.Target target = open.remove(avro);
    if (target != null) {
      target.resolve(schema);
    }
    return schema;
  }
}
