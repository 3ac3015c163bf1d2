package io.weft.avro.schema;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in Avro's grammar: letters, digits and underscores, not beginning with a digit. */
final class Names {

  private static final Pattern DOT = Pattern.compile("\\.");

  /** A full name, taken apart at its last dot; no namespace if it has none. */
  record Parts(String namespace, String name) {

    String full() {
      return namespace == null ? name : namespace + "." + name;
    }
  }

  private Names() {}

  static Parts split(String fullName, boolean scrub) {
    if (fullName == null || fullName.isEmpty()) {
      return new Parts(null, fullName);
    }
    int dot = fullName.lastIndexOf('.');
    String name = fullName.substring(dot + 1);
    String namespace = dot <= 0 ? null : fullName.substring(0, dot);
    return scrub ? new Parts(scrubEach(namespace), scrub(name)) : new Parts(namespace, name);
  }

  private static String scrubEach(String namespace) {
    return namespace == null
        ? null
        : DOT.splitAsStream(namespace).map(Names::scrub).collect(Collectors.joining("."));
  }

  /** A name that Avro allows: percent-encoded, with an underscore for whatever is still refused. */
  static String scrub(String name) {
    if (name == null || name.isEmpty() || isValid(name)) {
      return name;
    }
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    StringBuilder scrubbed = new StringBuilder(encoded.length() + 1);
    if (isDigit(encoded.charAt(0))) {
      scrubbed.append('x');
    }
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      scrubbed.append(isLetterOrUnderscore(c) || isDigit(c) ? c : '_');
    }
    return scrubbed.toString();
  }

  private static boolean isValid(String name) {
    if (isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(c -> isLetterOrUnderscore(c) || isDigit(c));
  }

  private static boolean isLetterOrUnderscore(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
