package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.Converters.Place;
import io.weft.avro.registry.rest.FakeServer;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A record is read, whether or not its schema's version can be told. */
@Timeout(60)
class VersionLookupTest {

  private static final byte[] RECORD = {0, 0, 0, 0, 7, 2};

  private final FakeServer server = FakeServer.start();
  private final String topic = "versions-" + UUID.randomUUID();

  @AfterEach
  void stop() {
    server.close();
  }

  private AvroConverter converter() {
    server.once(200, "{\"schema\": \"\\\"int\\\"\"}");
    return Converters.converter(false, server.settings());
  }

  @ParameterizedTest
  @CsvSource({"403, 40301", "422, 42201", "404, 404", "404, 40401", "401, 401"})
  void recordIsReadIfTheVersionIsRefused(int status, int code) {
    try (AvroConverter converter = converter()) {
      server.answer(status, "{\"error_code\": " + code + ", \"message\": \"no\"}");

      SchemaAndValue read = converter.toConnectData(topic, RECORD);

      assertThat(read).isEqualTo(new SchemaAndValue(Schema.INT32_SCHEMA, 1));
    }
  }

  /** Whoever reads by versions would have none of this schema until the next start. */
  @Test
  void recordIsTriedAgainIfTheVersionCannotBeTold() {
    try (AvroConverter converter = converter()) {
      server.answer(503, "{}");

      assertThatThrownBy(() -> converter.toConnectData(topic, RECORD))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("503");
    }
  }

  static Stream<Arguments> withoutASubject() {
    Schema nullable = Converters.customer().optional().build();
    return Stream.of(Place.values())
        .flatMap(
            place ->
                Stream.of(
                    Arguments.of(place, Schema.STRING_SCHEMA, "text"),
                    Arguments.of(place, nullable, Converters.customer(nullable, 1))));
  }

  @ParameterizedTest
  @MethodSource("withoutASubject")
  void whatIsNoRecordIsReadWithTheStrategyByRecords(Place place, Schema schema, Object value) {
    try (AvroConverter writer = place.ofValues();
        AvroConverter reader =
            place.ofValues("value.subject.name.strategy", "RecordNameStrategy")) {
      Object read =
          reader.toConnectData(topic, writer.fromConnectData(topic, schema, value)).value();

      assertThat(read).hasToString(value.toString());
      assertThat(read).isInstanceOfAny(String.class, Struct.class);
    }
  }
}
