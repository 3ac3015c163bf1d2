package io.weft.avro.registry.rest;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** The keys, trust and protocols of connections to a registry, as Kafka's settings name them. */
record Tls(SSLContext context, SSLParameters parameters) {

  /**
   * Reads the {@code ssl.} settings.
   *
   * @throws ConfigException if a store cannot be read, or is none
   */
  static Tls of(Map<String, Object> settings) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(settings);
      Object check = settings.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
      boolean anyHost = check == null || check.toString().isBlank();
      SSLContext context = anyHost ? anyHost(factory, settings) : factory.sslContext();
      return new Tls(context, parameters(context, settings));
    } catch (KafkaException | GeneralSecurityException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ConfigException(
          "The registry's schema.registry.ssl.* settings cannot be used: "
              + e.getMessage()
              + (cause == e ? "" : " (" + cause.getMessage() + ")"));
    }
  }

  private static SSLParameters parameters(SSLContext context, Map<String, Object> settings) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    List<String> supported = List.of(context.getSupportedSSLParameters().getProtocols());
    List<String> protocols =
        texts(settings.get(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG)).stream()
            .filter(supported::contains)
            .toList();
    if (!protocols.isEmpty()) {
      parameters.setProtocols(protocols.toArray(String[]::new));
    }
    List<String> suites = texts(settings.get(SslConfigs.SSL_CIPHER_SUITES_CONFIG));
    if (!suites.isEmpty()) {
      parameters.setCipherSuites(suites.toArray(String[]::new));
    }
    return parameters;
  }

  private static List<String> texts(Object list) {
    return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
  }

  /** Java's HTTP client always asks for the check of the host's name; only trust can pass it by. */
  private static SSLContext anyHost(DefaultSslEngineFactory factory, Map<String, Object> settings)
      throws GeneralSecurityException {
    String protocol = (String) settings.get(SslConfigs.SSL_PROTOCOL_CONFIG);
    String provider = (String) settings.get(SslConfigs.SSL_PROVIDER_CONFIG);
    String random = (String) settings.get(SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG);
    SSLContext context =
        provider == null
            ? SSLContext.getInstance(protocol)
            : SSLContext.getInstance(protocol, provider);
    context.init(
        keys(factory.keystore(), settings),
        trust(factory.truststore(), settings),
        random == null ? null : SecureRandom.getInstance(random));
    return context;
  }

  private static KeyManager[] keys(KeyStore store, Map<String, Object> settings)
      throws GeneralSecurityException {
    if (store == null) {
      return null;
    }
    Object own = settings.get(SslConfigs.SSL_KEY_PASSWORD_CONFIG);
    Object password = own == null ? settings.get(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG) : own;
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(
            (String) settings.get(SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG));
    managers.init(store, password == null ? null : ((Password) password).value().toCharArray());
    return managers.getKeyManagers();
  }

  private static TrustManager[] trust(KeyStore store, Map<String, Object> settings)
      throws GeneralSecurityException {
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(
            (String) settings.get(SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG));
    managers.init(store);
    return Arrays.stream(managers.getTrustManagers())
        .map(
            manager ->
                manager instanceof X509ExtendedTrustManager trust ? new AnyHost(trust) : manager)
        .toArray(TrustManager[]::new);
  }
}
