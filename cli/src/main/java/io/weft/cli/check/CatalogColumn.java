package io.weft.cli.check;

/**
 * A column as the catalog has it.
 *
 * @param type the type with its modifiers, as {@code format_type} prints it
 * @param generated whether its value is computed from others
 * @param required whether a row cannot be inserted without a value for it: NOT NULL, without
 *     default, identity or expression
 */
record CatalogColumn(String name, String type, boolean generated, boolean required) {}
