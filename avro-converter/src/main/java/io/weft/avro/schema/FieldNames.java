package io.weft.avro.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** The names in Avro of a struct's columns. */
final class FieldNames {

  private FieldNames() {}

  /**
   * The names in the order of the columns. Two columns may be scrubbed to one name; where the
   * originals are kept, that does no harm, and the second is numbered.
   *
   * @throws DataException if two columns have the same name, and nothing tells them apart
   */
  static List<String> of(Schema struct, Mapping mapping) {
    Set<String> names = new LinkedHashSet<>();
    for (Field field : struct.fields()) {
      String name = mapping.scrubs() ? Names.scrub(field.name()) : field.name();
      String unused = name;
      for (int i = 2; mapping.preserveNames() && names.contains(unused); i++) {
        unused = name + "_" + i;
      }
      if (!names.add(unused)) {
        throw new DataException(
            "The column "
                + field.name()
                + " of "
                + Objects.requireNonNullElse(struct.name(), "a struct without a name")
                + " has the name "
                + unused
                + " in Avro, which another column has too. Rename one of them, or set"
                + " preserve.invalid.names=true, which tells them apart.");
      }
    }
    return List.copyOf(names);
  }
}
