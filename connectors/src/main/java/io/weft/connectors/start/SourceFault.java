package io.weft.connectors.start;

/**
 * Something about the source that stands in the way of capturing it.
 *
 * @param key the setting that it concerns
 * @param reason what is wrong and what to do, for the person
 */
public record SourceFault(String key, String reason) {}
