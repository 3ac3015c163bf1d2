package io.weft.avro;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.schema.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The converter's settings; their names are Confluent's where they mean the same. */
final class AvroConverterConfig extends AbstractConfig {

  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String USE_ID = "use.schema.id";
  static final String KEY_STRATEGY = "key.subject.name.strategy";
  static final String VALUE_STRATEGY = "value.subject.name.strategy";
  static final String CACHE_SIZE = "schemas.cache.config";
  static final String UNREADABLE = "unreadable.records";
  static final String ENHANCED = "enhanced.avro.schema.support";
  static final String GENERALIZED = "generalized.sum.type.support";
  static final String META_DATA = "connect.meta.data";
  static final String SCRUB = "scrub.invalid.names";
  static final String PRESERVE = "preserve.invalid.names";
  static final String OPTIONAL_MAP_KEYS = "allow.optional.map.keys";
  static final String FLATTEN_UNIONS = "flatten.singleton.unions";
  static final String DISCARD = "discard.type.doc.default";
  static final String IGNORE_DEFAULT = "ignore.default.for.nullables";

  /** Settings of Confluent's converters which change what is written or read, and are not here. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "latest.compatibility.strict",
          "id.compatibility.strict",
          "use.latest.with.metadata",
          "context.name.strategy",
          "key.schema.id.serializer",
          "value.schema.id.serializer",
          "key.schema.id.deserializer",
          "value.schema.id.deserializer",
          "rule.executors",
          "rule.actions");

  private static final String SCHEMAS = "Schemas";
  private static final String MAPPING = "Mapping";

  static final ConfigDef DEFINITION = define(RegistryConfig.define(new ConfigDef()));

  private static final ConfigDef WITHOUT_REGISTRY = define(new ConfigDef());

  /**
   * Reads the settings.
   *
   * @throws ConfigException if they have faults; it names all of them
   */
  AvroConverterConfig(Map<String, ?> settings) {
    super(DEFINITION, sound(settings), false);
  }

  /** The settings that are passed over although they would mean something to Confluent's. */
  List<String> withoutEffect() {
    return originals().keySet().stream().filter(NOT_HERE::contains).sorted().toList();
  }

  private static Map<String, ?> sound(Map<String, ?> settings) {
    Map<String, String> texts = new HashMap<>();
    WITHOUT_REGISTRY.names().stream()
        .filter(name -> settings.get(name) != null)
        .forEach(name -> texts.put(name, settings.get(name).toString()));
    List<String> faults = new ArrayList<>(RegistryConfig.faults(settings));
    WITHOUT_REGISTRY.validate(texts).forEach(value -> faults.addAll(value.errorMessages()));
    if (!faults.isEmpty()) {
      throw new ConfigException(
          "The configuration of the Avro converter is faulty:\n- " + String.join("\n- ", faults));
    }
    return settings;
  }

  private static ConfigDef define(ConfigDef definition) {
    Definer schemas = new Definer(definition, SCHEMAS);
    schemas.bool(
        AUTO_REGISTER,
        true,
        "Register the schemas of what is written. Otherwise they must be registered already.");
    schemas.bool(
        USE_LATEST,
        false,
        "Write by the subject's latest schema instead of the one that the values' own schema maps"
            + " to. Needs "
            + AUTO_REGISTER
            + "=false. A schema is refused if it cannot hold every value, or if a value would be"
            + " read as another by it.");
    definition.define(
        USE_ID,
        ConfigDef.Type.INT,
        -1,
        Importance.LOW,
        "Write by the schema with this id; -1 for none. Needs " + AUTO_REGISTER + "=false.",
        SCHEMAS,
        schemas.next(),
        ConfigDef.Width.SHORT,
        USE_ID);
    schemas.strategy(KEY_STRATEGY, "The subject under which the schema of keys is registered.");
    schemas.strategy(VALUE_STRATEGY, "The subject under which the schema of values is registered.");
    definition.define(
        CACHE_SIZE,
        ConfigDef.Type.INT,
        1_000,
        ConfigDef.Range.atLeast(1),
        Importance.LOW,
        "How many compiled writers and readers are kept, each for one schema in one topic; those"
            + " that were not used for the longest time go first. If there are more schemas than"
            + " that at once, each change between them costs a compilation, and maybe a request to"
            + " the registry.",
        SCHEMAS,
        schemas.next(),
        ConfigDef.Width.SHORT,
        CACHE_SIZE);
    definition.define(
        UNREADABLE,
        ConfigDef.Type.STRING,
        "fail",
        ConfigDef.ValidString.in("fail", "deliver"),
        Importance.LOW,
        "What becomes of a record that cannot be read. fail: the task fails; Connect, which knows the"
            + " partition and the offset, logs them if errors.log.enable=true. deliver: the connector"
            + " gets a string with the schema "
            + UnreadableRecord.SCHEMA.name()
            + " instead, which Weft's sink refuses with topic, partition and offset. Weft's own"
            + " setting.",
        SCHEMAS,
        schemas.next(),
        ConfigDef.Width.SHORT,
        UNREADABLE);
    defineMapping(new Definer(definition, MAPPING));
    return definition;
  }

  private static void defineMapping(Definer mapping) {
    mapping.bool(
        IGNORE_DEFAULT,
        false,
        "Write a null as null, also where its field has a default; otherwise the default is"
            + " written in its place.");
    mapping.bool(SCRUB, false, "Replace what Avro does not allow in names of records and fields.");
    mapping.bool(
        PRESERVE,
        false,
        "As "
            + SCRUB
            + ", and keep the original names in the schema, so that this converter restores them."
            + " Weft's own setting.");
    mapping.bool(
        ENHANCED,
        false,
        "Keep enums as enums, and the namespaces of records in the field names of unions.");
    mapping.bool(
        GENERALIZED, false, "Keep enums and unions as Confluent's converters of all formats do.");
    mapping.bool(
        META_DATA, true, "Keep Connect's names, versions, parameters and defaults in the schema.");
    mapping.bool(OPTIONAL_MAP_KEYS, false, "Write maps with optional string keys as Avro's maps.");
    mapping.bool(FLATTEN_UNIONS, true, "Read a union of one type as that type.");
    mapping.bool(DISCARD, false, "Read and write only the fields' own documentation and defaults.");
  }

  /** Defines settings of one group, in order. */
  private static final class Definer {

    private final ConfigDef definition;
    private final String group;
    private int order;

    Definer(ConfigDef definition, String group) {
      this.definition = definition;
      this.group = group;
    }

    int next() {
      return order++;
    }

    void bool(String name, boolean defaultValue, String documentation) {
      definition.define(
          name,
          ConfigDef.Type.BOOLEAN,
          defaultValue,
          Importance.LOW,
          documentation,
          group,
          next(),
          ConfigDef.Width.SHORT,
          name);
    }

    void strategy(String name, String documentation) {
      definition.define(
          name,
          ConfigDef.Type.STRING,
          "TopicNameStrategy",
          ConfigDef.ValidString.in(SubjectNames.settings().toArray(String[]::new)),
          Importance.MEDIUM,
          documentation
              + " TopicNameStrategy (<topic>-key, <topic>-value), RecordNameStrategy or"
              + " TopicRecordNameStrategy; Confluent's class names are understood as well.",
          group,
          next(),
          ConfigDef.Width.LONG,
          name);
    }
  }

  SubjectNames subjectNames(boolean isKey) {
    return SubjectNames.of(getString(isKey ? KEY_STRATEGY : VALUE_STRATEGY));
  }

  boolean deliversUnreadable() {
    return getString(UNREADABLE).equals("deliver");
  }

  int cacheSize() {
    return getInt(CACHE_SIZE);
  }

  SchemaChoice schemaChoice() {
    if (getBoolean(AUTO_REGISTER)) {
      return new SchemaChoice.Register();
    } else if (getInt(USE_ID) >= 0) {
      return new SchemaChoice.ById(getInt(USE_ID));
    }
    return getBoolean(USE_LATEST) ? new SchemaChoice.Latest() : new SchemaChoice.Registered();
  }

  Mapping mapping() {
    return new Mapping(
        getBoolean(ENHANCED),
        getBoolean(GENERALIZED),
        getBoolean(META_DATA),
        getBoolean(SCRUB),
        getBoolean(OPTIONAL_MAP_KEYS),
        getBoolean(FLATTEN_UNIONS),
        getBoolean(DISCARD),
        getBoolean(IGNORE_DEFAULT),
        getBoolean(PRESERVE));
  }
}
