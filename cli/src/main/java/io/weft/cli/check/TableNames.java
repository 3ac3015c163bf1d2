package io.weft.cli.check;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of tables, or columns, in sentences. */
final class TableNames {

  private static final int SHOWN = 10;

  private TableNames() {}

  /** The first few, and how many more there are. */
  static String some(Collection<?> names) {
    String shown =
        names.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }
}
