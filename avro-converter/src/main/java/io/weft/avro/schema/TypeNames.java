package io.weft.avro.schema;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * The names of one Avro schema's types. Connect has types without a name, and some of which all
 * have the same one: these are numbered, and the first of them has the name that Confluent's has.
 */
final class TypeNames {

  private final Mapping mapping;
  private final Map<String, Integer> entries = new HashMap<>();
  private final Map<String, Integer> decimals = new HashMap<>();
  private int unnamed;

  TypeNames(Mapping mapping) {
    this.mapping = mapping;
  }

  Names.Parts of(Schema schema) {
    if (schema.name() != null) {
      return Names.split(schema.name(), mapping.scrubs());
    }
    unnamed++;
    return numbered(Notation.DEFAULT_NAME, unnamed);
  }

  /** Of a fixed; all decimals have one name in Connect. */
  Names.Parts ofFixed(Schema schema) {
    Names.Parts name = of(schema);
    if (!Kinds.isDecimal(schema)) {
      return name;
    }
    String kind =
        Kinds.fixedSize(schema) + " " + Kinds.precision(schema) + " " + Kinds.scale(schema);
    int number = decimals.computeIfAbsent(kind, unseen -> decimals.size() + 1);
    return number == 1 ? name : new Names.Parts(name.namespace(), name.name() + number);
  }

  /** Of the entries of a map that is an array in Avro. */
  Names.Parts ofEntry(
      Schema map, org.apache.avro.Schema.Field key, org.apache.avro.Schema.Field value) {
    if (map.name() != null) {
      return of(map);
    }
    String kind = key.schema().toString() + value.schema();
    return numbered(
        Notation.MAP_ENTRY, entries.computeIfAbsent(kind, unseen -> entries.size() + 1));
  }

  private static Names.Parts numbered(String name, int number) {
    return new Names.Parts(Notation.NAMESPACE, name + (number == 1 ? "" : number));
  }
}
