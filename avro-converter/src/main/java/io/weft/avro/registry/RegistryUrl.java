package io.weft.avro.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The address of a registry server. Its text never shows the user and password that the
 * configuration may have in it.
 *
 * @param base without them, and without a slash at its end
 * @param userInfo user and password, a colon between, decoded
 */
public record RegistryUrl(URI base, Optional<String> userInfo) {

  public RegistryUrl {
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(userInfo, "userInfo");
  }

  /**
   * Reads an address that {@link #fault} finds nothing wrong with.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static RegistryUrl of(String text) {
    try {
      return parse(text.trim());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(shown(text) + ": " + e.getReason());
    }
  }

  /** What is wrong with an address, without the user and password that it may have; else empty. */
  static Optional<String> fault(String text) {
    try {
      URI base = parse(text.trim()).base();
      boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
      if (http && base.getHost() == null && text.contains("_")) {
        return Optional.of(
            "'"
                + shown(text)
                + "' has a host's name with an underscore, which no host on the internet may have,"
                + " and Java's HTTP client does not take; give the host another name, or name its"
                + " address");
      }
      if (!http || base.getHost() == null) {
        return Optional.of(
            "'" + shown(text) + "' is not a URL of http or https, such as http://host:8081");
      }
      return base.getRawQuery() == null && base.getRawFragment() == null
          ? Optional.empty()
          : Optional.of("'" + shown(text) + "' has a query or fragment; leave that out");
    } catch (URISyntaxException e) {
      return Optional.of("'" + shown(text) + "' is not a URL: " + e.getReason());
    }
  }

  private static RegistryUrl parse(String text) throws URISyntaxException {
    int start = text.indexOf("://") + 3;
    int end = text.indexOf('/', Math.max(start, 0));
    String authority =
        text.substring(Math.min(start, text.length()), end < 0 ? text.length() : end);
    int at = start < 3 ? -1 : authority.lastIndexOf('@');
    String rest = at < 0 ? text : text.substring(0, start) + text.substring(start + at + 1);
    URI base = new URI(rest.replaceFirst("/+$", ""));
    return new RegistryUrl(
        base, at < 0 ? Optional.empty() : Optional.of(decoded(authority.substring(0, at))));
  }

  private static String decoded(String userInfo) {
    try {
      // A plus is a plus here; only forms write a space so.
      return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return userInfo; // a percent sign that nobody encoded
    }
  }

  private static String shown(String text) {
    int scheme = text.indexOf("://");
    int at = text.lastIndexOf('@');
    String safe = at < 0 ? text : text.substring(0, scheme < 0 ? 0 : scheme + 3);
    String shown = at < 0 ? safe : safe + text.substring(at + 1);
    return shown.replaceFirst("\\?.*", "?…").trim();
  }

  /**
   * The address of something in the registry.
   *
   * @param path encoded, with its slash in front
   */
  public URI resolve(String path) {
    return URI.create(base + path);
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
