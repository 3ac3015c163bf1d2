package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * An order of all that a map's keys can be, in which those are equal that are equal. Java's own
 * maps compare a key with all that have its hash, unless they know an order, as of texts and
 * numbers; who chooses the keys can choose them all of one hash.
 */
final class KeyOrder implements Comparator<Object> {

  static final KeyOrder INSTANCE = new KeyOrder();

  private KeyOrder() {}

  /** Whether Java itself knows an order of a schema's values. */
  static boolean isNaturalTo(Schema schema) {
    if (schema == null) {
      return false;
    }
    return Kinds.isDecimal(schema)
        || (schema.type().isPrimitive() && schema.type() != Schema.Type.BYTES);
  }

  /** A map for keys of which Java knows no order. */
  static Map<Object, Object> newMap() {
    return new TreeMap<>(INSTANCE);
  }

  @Override
  public int compare(Object one, Object other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    } else if (one instanceof ByteBuffer bytes && other instanceof ByteBuffer others) {
      return bytes.compareTo(others);
    } else if (one instanceof List<?> elements && other instanceof List<?> others) {
      return compareAll(elements, others);
    } else if (one instanceof Map<?, ?> entries && other instanceof Map<?, ?> others) {
      return compareAll(sorted(entries), sorted(others));
    } else if (one instanceof Struct struct && other instanceof Struct others) {
      return compareAll(values(struct), values(others));
    } else if (one.getClass() != other.getClass()) {
      return one.getClass().getName().compareTo(other.getClass().getName());
    }
    return compareSame(one, other);
  }

  @SuppressWarnings("unchecked") // of one class, which is comparable with itself
  private static int compareSame(Object one, Object other) {
    return ((Comparable<Object>) one).compareTo(other);
  }

  private int compareAll(List<?> one, List<?> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /** Keys and values in turn, by the order of the keys. */
  private static List<Object> sorted(Map<?, ?> entries) {
    Map<Object, Object> sorted = newMap();
    sorted.putAll(entries);
    List<Object> all = new ArrayList<>(2 * sorted.size());
    sorted.forEach(
        (key, value) -> {
          all.add(key);
          all.add(value);
        });
    return all;
  }

  private static List<Object> values(Struct struct) {
    List<Object> values = new ArrayList<>();
    for (Field field : struct.schema().fields()) {
      values.add(struct.getWithoutDefault(field.name()));
    }
    return values;
  }
}
