package io.weft.sink.encode;

/**
 * A range of values.
 *
 * @param type their type's name in {@code pg_type}
 * @param least the least, as text
 * @param greatest the greatest, as text
 */
public record ValueRange(String type, String least, String greatest) {}
