package io.weft.avro.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Fills structs with values that are known to be of their fields' types.
 *
 * <p>{@link Struct#put(Field, Object)} looks at each value, and at all within it, and prepares a
 * message for each; in reading it takes more time than all else together. A compiled reader can
 * return nothing but the type that it was compiled for, and Connect has no way to be told so; hence
 * the look into the struct. Where a Connect has other structs, they are filled with {@code put}.
 */
final class StructValues {

  private static final VarHandle VALUES = find();

  private StructValues() {}

  private static VarHandle find() {
    try {
      return MethodHandles.privateLookupIn(Struct.class, MethodHandles.lookup())
          .findVarHandle(Struct.class, "values", Object[].class);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** The fields' values, by the fields' indexes, to be set; null where they cannot be had. */
  static Object[] of(Struct struct) {
    return VALUES == null ? null : (Object[]) VALUES.get(struct);
  }
}
