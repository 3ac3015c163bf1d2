package io.weft.avro.registry.rest;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.RegistryUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.JaasContext;

/** Who asks: the headers by which a registry knows it. */
interface Credentials {

  /**
   * The headers for a request to an address.
   *
   * @throws IOException if they come from a server that cannot be reached; its message says why
   */
  Map<String, String> headers(RegistryUrl url) throws IOException;

  /**
   * Drops what a registry refused.
   *
   * @return whether there may be something better now, worth one more request
   */
  default boolean renew() {
    return false;
  }

  static Credentials of(RegistryConfig config, Wire wire) {
    if (config.isBearer()) {
      return config.text(RegistryKeys.BEARER_SOURCE).equals("OAUTHBEARER")
          ? new OauthTokens(config, wire)
          : fixed("Bearer " + config.secret(RegistryKeys.BEARER_TOKEN).trim());
    }
    String source = config.text(RegistryKeys.BASIC_SOURCE);
    if (source.equals("URL")) {
      return url ->
          url.userInfo().map(Credentials::basic).map(Credentials::header).orElse(Map.of());
    }
    return fixed(basic(source.equals("USER_INFO") ? config.userInfo() : inherited(config.jaas())));
  }

  private static Credentials fixed(String authorization) {
    Map<String, String> header = header(authorization);
    return url -> header;
  }

  private static Map<String, String> header(String authorization) {
    return Map.of("Authorization", authorization);
  }

  private static String basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static String inherited(Map<String, Object> jaas) {
    String missing =
        "basic.auth.credentials.source=SASL_INHERIT finds no login with a username and password;"
            + " set sasl.jaas.config for this converter, or take USER_INFO.";
    List<AppConfigurationEntry> logins;
    try {
      logins = JaasContext.loadClientContext(jaas).configurationEntries();
    } catch (IllegalArgumentException | KafkaException e) {
      throw new ConfigException(missing); // without the cause, which may quote the login
    }
    return logins.stream()
        .findFirst()
        .map(AppConfigurationEntry::getOptions)
        .flatMap(
            options ->
                Optional.ofNullable(options.get("username"))
                    .map(user -> user + ":" + options.get("password")))
        .orElseThrow(() -> new ConfigException(missing));
  }
}
