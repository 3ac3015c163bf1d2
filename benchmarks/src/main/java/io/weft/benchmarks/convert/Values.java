package io.weft.benchmarks.convert;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Compares what was written with what was read, value by value. */
final class Values {

  private Values() {}

  /**
   * Compares values and the schemas' names and types; not what else a schema may say, as its
   * version, which is not the same after every converter.
   *
   * @return the first field that differs; empty if none does
   */
  static Optional<String> difference(Object written, Object read) {
    return difference("", written, read);
  }

  private static Optional<String> difference(String path, Object written, Object read) {
    if (!(written instanceof Struct struct)) {
      return Objects.equals(asBuffer(written), asBuffer(read))
          ? Optional.empty()
          : Optional.of("%s was %s, is %s".formatted(path, written, read));
    }
    if (!(read instanceof Struct other)) {
      return Optional.of("%s was a struct, is %s".formatted(path, read));
    }
    for (Field field : struct.schema().fields()) {
      String name = path + "." + field.name();
      Field same = other.schema().field(field.name());
      if (same == null
          || same.schema().type() != field.schema().type()
          || !Objects.equals(same.schema().name(), field.schema().name())) {
        return Optional.of(name + " has another schema");
      }
      Optional<String> difference =
          difference(
              name, struct.getWithoutDefault(field.name()), other.getWithoutDefault(field.name()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** Connect has two Java types for bytes. */
  private static Object asBuffer(Object value) {
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }

  /** Whether a map has the struct's fields, and null where the struct has. */
  static Optional<String> differenceOfShape(Struct written, Object read) {
    return differenceOfShape("", written, read);
  }

  private static Optional<String> differenceOfShape(String path, Object written, Object read) {
    if (written instanceof Struct struct && read instanceof Map<?, ?> map) {
      for (Field field : struct.schema().fields()) {
        Optional<String> difference =
            differenceOfShape(path + "." + field.name(), struct.get(field), map.get(field.name()));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }
    return (written == null) == (read == null) && !(written instanceof Struct && read != null)
        ? Optional.empty()
        : Optional.of("%s was %s, is %s".formatted(path, written, read));
  }
}
