package io.weft.avro.registry.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.TestSchemas;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust and keys, with certificates made by the JDK's keytool. */
class TlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  private FakeServer server;

  @BeforeAll
  static void makeKeys() throws Exception {
    makeKey("right", "ip:127.0.0.1");
    makeKey("wrong", "dns:elsewhere.invalid");
  }

  private static void makeKey(String name, String host) throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=" + host,
        "-keystore",
        store(name),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
  }

  private static void keytool(String... arguments) throws Exception {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(tool), Arrays.stream(arguments)).toList())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static String store(String name) {
    return folder.resolve(name + ".p12").toString();
  }

  private static KeyStore load(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(store(name)))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** A server that also knows a client that shows the right certificate. */
  private void start(String key) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(key), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load("right"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    server = FakeServer.startTls(context);
    server.answer(200, "{\"id\": 7}");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private int register(String... keysAndValues) {
    Map<String, String> settings = FakeServer.settings("https://127.0.0.1:" + server.port());
    settings.put("http.connect.timeout.ms", "10000");
    settings.put("max.retries", "0");
    try (RestSchemaRegistry registry = FakeServer.open(settings, keysAndValues)) {
      return registry.register("s", TestSchemas.record("Order"));
    }
  }

  private static String[] trusting(String name, String... more) {
    return Stream.concat(
            Stream.of(
                "schema.registry.ssl.truststore.location",
                store(name),
                "schema.registry.ssl.truststore.password",
                PASSWORD),
            Arrays.stream(more))
        .toArray(String[]::new);
  }

  @Test
  void trustedServerIsBelieved() throws Exception {
    start("right");
    assertThat(register(trusting("right"))).isEqualTo(7);
  }

  @Test
  void trustMayBeGivenAsPem() throws Exception {
    start("right");
    byte[] certificate = load("right").getCertificate("right").getEncoded();
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n";
    assertThat(
            register(
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.truststore.certificates",
                pem))
        .isEqualTo(7);
  }

  @Test
  void unknownServerIsNotBelieved() throws Exception {
    start("right");
    assertThatThrownBy(this::register)
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContainingAll("TLS failed", "schema.registry.ssl.*");
  }

  @Test
  void certificateOfAnotherHostIsNotBelieved() throws Exception {
    start("wrong");
    assertThatThrownBy(() -> register(trusting("wrong")))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("TLS failed");
  }

  @Test
  void certificateOfAnotherHostIsBelievedIfHostsDoNotCount() throws Exception {
    start("wrong");
    assertThat(
            register(
                trusting("wrong", "schema.registry.ssl.endpoint.identification.algorithm", "")))
        .isEqualTo(7);
  }

  @Test
  void unknownServerIsNotBelievedEvenIfHostsDoNotCount() throws Exception {
    start("wrong");
    assertThatThrownBy(
            () ->
                register(
                    trusting("right", "schema.registry.ssl.endpoint.identification.algorithm", "")))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("TLS failed");
  }

  @Test
  void clientShowsItsKeyWhetherOrNotHostsCount() throws Exception {
    for (String check : new String[] {"https", ""}) {
      start("right");
      String[] seen = new String[1];
      server.behave(
          exchange -> {
            var session = ((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession();
            seen[0] = session.getPeerPrincipal().getName();
            byte[] body = "{\"id\": 7}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          });
      register(
          trusting(
              "right",
              "schema.registry.ssl.endpoint.identification.algorithm",
              check,
              "schema.registry.ssl.keystore.location",
              store("right"),
              "schema.registry.ssl.keystore.password",
              PASSWORD));
      assertThat(seen[0]).isEqualTo("CN=right");
      server.close();
    }
  }

  /** Random numbers of a device, as some rules ask for. */
  public static final class Counted extends SecureRandomSpi {

    static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {
      ASKED.incrementAndGet();
      ThreadLocalRandom.current().nextBytes(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return new byte[count];
    }
  }

  @Test
  void randomNumbersOfTheSettingsAreUsedWhetherOrNotHostsCount() throws Exception {
    Provider provider = new Provider("weft-test", "1", "for a test") {};
    provider.put("SecureRandom.Counted", Counted.class.getName());
    Security.addProvider(provider);
    try {
      for (String check : new String[] {"https", ""}) {
        Map<String, String> settings = FakeServer.settings("https://127.0.0.1:1");
        settings.put("schema.registry.ssl.endpoint.identification.algorithm", check);
        settings.put("schema.registry.ssl.secure.random.implementation", "Counted");
        SSLEngine engine =
            Tls.of(RegistryConfig.of(settings).tls()).context().createSSLEngine("a", 1);
        engine.setUseClientMode(true);
        Counted.ASKED.set(0);

        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(64 * 1024)); // the first message

        assertThat(Counted.ASKED).hasPositiveValue();
      }
    } finally {
      Security.removeProvider(provider.getName());
    }
  }

  @Test
  void absentStoreIsAFault() throws Exception {
    start("right");
    assertThatThrownBy(() -> register(trusting("absent")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("schema.registry.ssl.*", "absent.p12")
        .hasMessageNotContaining(PASSWORD);
  }
}
