package io.weft.cli.check;

import java.util.List;

/**
 * A column as the catalog has it.
 *
 * @param type the type with its modifiers, as {@code format_type} prints it
 * @param definition what the column is beside that
 * @param labels of its type, or its elements', if that is an enumeration; else empty
 */
record CatalogColumn(String name, String type, ColumnDefinition definition, List<String> labels) {

  /** Whether its value is computed from others. */
  boolean generated() {
    return definition.isGenerated();
  }

  /** Whether a row cannot be inserted without a value for it. */
  boolean required() {
    return definition.notNull() && definition.expression().isEmpty() && !definition.isIdentity();
  }
}
