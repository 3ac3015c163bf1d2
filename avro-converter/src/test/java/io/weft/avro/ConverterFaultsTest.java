package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.weft.avro.Converters.Place;
import io.weft.avro.registry.ApicurioServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong is one exception that names the topic and says what to do. */
@Timeout(60)
class ConverterFaultsTest {

  private final String topic = "faults-" + UUID.randomUUID();
  private final Schema schema = Converters.customer().build();

  @ParameterizedTest
  @EnumSource(Place.class)
  void bytesInAnotherFormatAreRefused(Place place) {
    try (AvroConverter converter = place.ofValues()) {
      for (String text : new String[] {"", "\0\0", "{\"id\": 4711}"}) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> converter.toConnectData(topic, bytes))
            .isInstanceOf(DataException.class)
            .hasMessageContainingAll("value", topic, "Confluent's wire format", "another converter")
            .message()
            .doesNotContain("4711");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void schemaThatTheRegistryLacksIsRefused(Place place) {
    byte[] bytes = ByteBuffer.allocate(6).putInt(1, 2_000_000_001).array();
    try (AvroConverter converter = place.ofValues()) {
      assertThatThrownBy(() -> converter.toConnectData(topic, bytes))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(topic, "2000000001");
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void recordThatEndsTooEarlyNamesItsSchemasId(Place place) {
    try (AvroConverter converter = place.ofValues()) {
      byte[] whole = converter.fromConnectData(topic, schema, Converters.customer(schema, 1));
      byte[] part = Arrays.copyOf(whole, whole.length - 1);

      assertThatThrownBy(() -> converter.toConnectData(topic, part))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(topic, "schema id " + Converters.id(whole), "field name");
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void valueThatItsSchemaForbidsIsRefusedAndTheNextIsWritten(Place place) {
    try (AvroConverter converter = place.ofKeys()) {
      assertThatThrownBy(() -> converter.fromConnectData(topic, Schema.INT32_SCHEMA, "secret"))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("key", topic, "java.lang.String", "INT32")
          .message()
          .doesNotContain("secret");
      assertThatThrownBy(() -> converter.fromConnectData(topic, Schema.INT32_SCHEMA, null))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("null", "requires a value");

      byte[] next = converter.fromConnectData(topic, Schema.INT32_SCHEMA, 7);

      assertThat(converter.toConnectData(topic, next).value()).isEqualTo(7);
    }
  }

  /** Such as a collection that another thread changes. */
  @Test
  void faultThatNobodyHasForeseenNamesTheTopicToo() {
    List<Integer> faulty =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            throw new ConcurrentModificationException("secret");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    Schema list = SchemaBuilder.array(Schema.INT32_SCHEMA).build();
    try (AvroConverter converter = Place.TOPIC.ofValues()) {
      assertThatThrownBy(() -> converter.fromConnectData(topic, list, faulty))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("value", topic, "ConcurrentModificationException", "report")
          .hasCauseInstanceOf(ConcurrentModificationException.class)
          .message()
          .doesNotContain("secret");
    }
  }

  @Test
  void incompatibleSchemaNamesTopicSubjectAndWhatToDo() throws Exception {
    Schema incompatible =
        Converters.customer().field("country", SchemaBuilder.string().build()).build();
    try (AvroConverter converter = Place.SERVER.ofValues()) {
      converter.fromConnectData(topic, schema, Converters.customer(schema, 1));
      requireBackwardCompatibility(topic + "-value");

      assertThatThrownBy(
              () ->
                  converter.fromConnectData(
                      topic,
                      incompatible,
                      Converters.customer(incompatible, 2).put("country", "DE")))
          .isInstanceOf(DataException.class)
          .isNotInstanceOf(RetriableException.class)
          .hasMessageContainingAll(
              "of topic " + topic, "subject '" + topic + "-value'", "incompatible", "compatibly");
    }
  }

  private static void requireBackwardCompatibility(String subject) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ApicurioServer.shared().url() + "/config/" + subject))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void registryThatDoesNotListenIsTriedAgainLaterAndWorksOnceItDoes() throws IOException {
    int port = freePort();
    Map<String, String> settings =
        Map.of(
            "schema.registry.url",
            "http://127.0.0.1:" + port,
            "max.retries",
            "2",
            "retries.wait.ms",
            "20");
    try (AvroConverter converter = Converters.converter(false, settings)) {
      long start = System.nanoTime();
      assertThatThrownBy(
              () -> converter.fromConnectData(topic, schema, Converters.customer(schema, 1)))
          .isInstanceOf(RetriableException.class)
          .hasMessageContainingAll(topic, "127.0.0.1:" + port);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

      HttpServer server = registryThatKnowsOneId(port);
      try {
        byte[] record = converter.fromConnectData(topic, schema, Converters.customer(schema, 1));
        assertThat(Converters.id(record)).isEqualTo(7);
      } finally {
        server.stop(0);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static HttpServer registryThatKnowsOneId(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    byte[] answer = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void closedConverterRegistersNothing(Place place) {
    AvroConverter converter = place.ofValues();
    converter.close();
    converter.close();

    assertThatThrownBy(
            () -> converter.fromConnectData(topic, schema, Converters.customer(schema, 1)))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void converterThatWasNeverConfiguredCloses() {
    new AvroConverter().close();
  }
}
