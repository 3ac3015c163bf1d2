package io.weft.connectors.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** The name of a pipeline's slot and publication, made from its topic prefix. */
final class DerivedName {

  /** PostgreSQL cuts names at 63 bytes. */
  private static final int MAX_LENGTH = 63;

  private static final String START = "weft_";

  private DerivedName() {}

  /**
   * A name of lower-case letters, digits and underscores. Where that changes the prefix, a checksum
   * keeps two like prefixes apart.
   */
  static String of(String topicPrefix) {
    String plain = START + topicPrefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    if (plain.equals(START + topicPrefix) && plain.length() <= MAX_LENGTH) {
      return plain;
    }
    CRC32 checksum = new CRC32();
    checksum.update(topicPrefix.getBytes(StandardCharsets.UTF_8));
    String suffix = String.format("_%08x", checksum.getValue());
    int length = Math.min(plain.length(), MAX_LENGTH - suffix.length());
    return plain.substring(0, length) + suffix;
  }
}
