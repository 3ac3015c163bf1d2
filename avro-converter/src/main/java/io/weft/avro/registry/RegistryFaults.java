package io.weft.avro.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/** Finds what is wrong with the registry's settings: each by itself, then one beside another. */
final class RegistryFaults {

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Set by the HTTP client itself, which lets nobody else do it, or by the registry's client. */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "content-type", "expect", "host", "upgrade");

  private final RegistryConfig config;
  private final Map<String, ?> settings;
  private final List<String> found = new ArrayList<>();

  private RegistryFaults(RegistryConfig config, Map<String, ?> settings) {
    this.config = config;
    this.settings = settings;
  }

  static List<String> of(Map<String, ?> given) {
    Map<String, Object> settings = RegistryConfig.withoutPrefix(given);
    List<String> faults = new ArrayList<>();
    Map<String, Object> sound = new HashMap<>(settings);
    for (ConfigValue value : RegistryConfig.define(new ConfigDef()).validate(texts(settings))) {
      if (!value.errorMessages().isEmpty()) {
        faults.addAll(value.errorMessages());
        sound.remove(value.name());
      }
    }
    // What is faulty by itself is left out, or stood in for, to look at the rest in the same go.
    boolean urlIsSound = sound.get(RegistryKeys.URL) != null;
    if (!urlIsSound) {
      sound.put(RegistryKeys.URL, "http://unknown");
    }
    RegistryFaults rest = new RegistryFaults(RegistryConfig.unchecked(sound), settings);
    rest.look();
    faults.addAll(rest.found);
    return faults;
  }

  private static Map<String, String> texts(Map<String, ?> settings) {
    Map<String, String> texts = new HashMap<>();
    settings.forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  private static String text(Object value) {
    if (value instanceof Password password) {
      return password.value();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    return value == null ? null : value.toString();
  }

  private void look() {
    if (config.isInKafka()) {
      if (config.list(RegistryKeys.KAFKA_SERVERS).isEmpty()) {
        found.add(
            RegistryKeys.KAFKA_SERVERS
                + " is missing, which schema.registry.url=kafka needs; name the brokers, such as"
                + " broker:9092.");
      }
      return;
    }
    basic();
    bearer();
    if (config.text(RegistryKeys.PROXY_HOST).isBlank()
        != config.number(RegistryKeys.PROXY_PORT) < 1) {
      found.add(
          RegistryKeys.PROXY_HOST + " and " + RegistryKeys.PROXY_PORT + " are set together only.");
    }
    if (settings.get(RegistryKeys.ENGINE_FACTORY) != null) {
      found.add(
          RegistryKeys.ENGINE_FACTORY
              + " cannot be used: Java's HTTP client makes its engines itself. Set the other"
              + " schema.registry.ssl.* settings.");
    }
    config.headers().forEach(this::header);
  }

  private void basic() {
    if (config.text(RegistryKeys.BASIC_SOURCE).equals("USER_INFO")
        && !config.userInfo().contains(":")) {
      found.add(
          RegistryKeys.BASIC_USER_INFO
              + " is missing or has no colon, which basic.auth.credentials.source=USER_INFO needs;"
              + " set it to user:password.");
    }
  }

  private void bearer() {
    if (!config.isBearer()) {
      return;
    }
    boolean userInUrl = config.urls().stream().anyMatch(url -> url.userInfo().isPresent());
    if (userInUrl || !config.text(RegistryKeys.BASIC_SOURCE).equals("URL")) {
      found.add(
          "Both a user and a bearer token are configured for the registry; keep either"
              + " basic.auth.* (or the user in the URL), or bearer.auth.*.");
    }
    if (config.text(RegistryKeys.BEARER_SOURCE).equals("OAUTHBEARER")) {
      require(RegistryKeys.OAUTH_CLIENT, config.text(RegistryKeys.OAUTH_CLIENT));
      require(RegistryKeys.OAUTH_SECRET, config.secret(RegistryKeys.OAUTH_SECRET));
      oauthUrl(config.text(RegistryKeys.OAUTH_URL));
    } else if (config.secret(RegistryKeys.BEARER_TOKEN).isBlank()) {
      found.add(
          RegistryKeys.BEARER_TOKEN
              + " is missing, which bearer.auth.credentials.source=STATIC_TOKEN needs.");
    }
  }

  private void require(String key, String value) {
    if (value.isBlank()) {
      found.add(key + " is missing, which bearer.auth.credentials.source=OAUTHBEARER needs.");
    }
  }

  private void oauthUrl(String url) {
    require(RegistryKeys.OAUTH_URL, url);
    if (!url.isBlank() && RegistryUrl.fault(url.replaceFirst("\\?.*", "")).isPresent()) {
      found.add(RegistryKeys.OAUTH_URL + " is not a URL of http or https.");
    }
  }

  private void header(String name, String value) {
    String key = RegistryKeys.HEADER_PREFIX + name;
    if (!HEADER_NAME.matcher(name).matches()) {
      found.add(key + " does not end in the name of a header.");
    } else if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      found.add(key + " cannot be set: the client sets that header itself.");
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
      found.add(key + " has a line break or another control character in its value.");
    }
    if (settings.get(key) == null) {
      found.add(key + " has no value.");
    }
  }
}
