package io.weft.avro.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Writes to an Avro schema what its Connect schema says beyond the type. */
final class SchemaProperties {

  private final Mapping mapping;
  private final AvroDefaults defaults;

  SchemaProperties(Mapping mapping, AvroDefaults defaults) {
    this.mapping = mapping;
    this.defaults = defaults;
  }

  void addTo(org.apache.avro.Schema avro, Schema schema) {
    boolean decimal = Kinds.isDecimal(schema);
    if (decimal) {
      avro.addProp(Notation.SCALE, Kinds.scale(schema));
      avro.addProp(Notation.PRECISION, Kinds.precision(schema));
    }
    if (mapping.connectMetaData()) {
      addMetaData(avro, schema);
    }
    if (decimal) {
      addDecimal(avro, schema);
    } else if (Meaning.logicalName(schema) != null) {
      addLogicalType(avro, schema.name());
    }
    if (schema.parameters() != null) {
      schema.parameters().entrySet().stream()
          .filter(parameter -> parameter.getKey().startsWith(Notation.AVRO_PREFIX))
          .forEach(parameter -> avro.addProp(parameter.getKey(), parameter.getValue()));
    }
  }

  private void addMetaData(org.apache.avro.Schema avro, Schema schema) {
    if (schema.doc() != null) {
      avro.addProp(Notation.CONNECT_DOC, schema.doc());
    }
    if (schema.version() != null) {
      avro.addProp(Notation.CONNECT_VERSION, schema.version());
    }
    Map<String, String> parameters = parameters(schema);
    if (!parameters.isEmpty()) {
      avro.addProp(Notation.CONNECT_PARAMETERS, parameters);
    }
    if (schema.defaultValue() != null && !isDefaultOfAvroField(schema)) {
      Object value = defaults.of(schema);
      if (value != null) {
        avro.addProp(Notation.CONNECT_DEFAULT, value);
      }
    }
    if (schema.name() != null) {
      avro.addProp(Notation.CONNECT_NAME, schema.name());
    }
    if (schema.type() == Schema.Type.INT8) {
      avro.addProp(Notation.CONNECT_TYPE, Notation.INT8);
    } else if (schema.type() == Schema.Type.INT16) {
      avro.addProp(Notation.CONNECT_TYPE, Notation.INT16);
    }
  }

  private boolean isDefaultOfAvroField(Schema schema) {
    return !mapping.discardTypeDocDefault()
        && schema.parameters() != null
        && schema.parameters().containsKey(Notation.FIELD_DEFAULT_FLAG);
  }

  /** The parameters that are kept; empty if there are none. */
  Map<String, String> parameters(Schema schema) {
    if (schema.parameters() == null) {
      return Map.of();
    }
    Map<String, String> kept = new LinkedHashMap<>(schema.parameters());
    if (!mapping.discardTypeDocDefault()) {
      kept.remove(Notation.FIELD_DEFAULT_FLAG);
    }
    return kept;
  }

  /** Avro refuses some scales and sizes as a logical type; they are named all the same. */
  private static void addDecimal(org.apache.avro.Schema avro, Schema schema) {
    try {
      LogicalTypes.decimal(Kinds.precision(schema), Kinds.scale(schema)).addToSchema(avro);
    } catch (IllegalArgumentException e) {
      avro.addProp(Notation.LOGICAL_TYPE, "decimal");
    }
  }

  private static void addLogicalType(org.apache.avro.Schema avro, String name) {
    LogicalType type =
        switch (name) {
          case Date.LOGICAL_NAME -> LogicalTypes.date();
          case Time.LOGICAL_NAME -> LogicalTypes.timeMillis();
          case Timestamp.LOGICAL_NAME -> LogicalTypes.timestampMillis();
          default -> throw new IllegalStateException("No logical type " + name);
        };
    type.addToSchema(avro);
  }
}
