package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.Converters.Place;
import io.weft.avro.registry.SchemaRegistry;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** By which schema records are written, and under which subject it is. */
@Timeout(60)
class SchemaChoiceTest {

  private static final String CONFLUENT = "io.confluent.kafka.serializers.subject.";

  private final String topic = "choice-" + UUID.randomUUID();
  private final Schema schema = Converters.customer().build();
  private final Struct value = Converters.customer(schema, 1);

  private static final org.apache.avro.Schema WIDER =
      SchemaBuilder.record("Customer")
          .namespace("shop")
          .fields()
          .requiredString("region")
          .endRecord();

  /** The customer's record with one more field, which has a default. */
  private static final org.apache.avro.Schema WITH_REGION =
      new org.apache.avro.Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"Customer\",\"namespace\":\"shop\",\"fields\":["
                  + "{\"name\":\"region\",\"type\":\"string\",\"default\":\"EU\"},"
                  + "{\"name\":\"id\",\"type\":\"long\"},"
                  + "{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null}]}");

  @ParameterizedTest
  @EnumSource(Place.class)
  void latestSchemaIsWrittenByIfSet(Place place) {
    try (SchemaRegistry registry = place.registry();
        AvroConverter converter =
            place.ofValues("auto.register.schemas", "false", "use.latest.version", "true")) {
      int id = registry.register(topic + "-value", WITH_REGION);

      byte[] record = converter.fromConnectData(topic, schema, value);

      assertThat(Converters.id(record)).isEqualTo(id);
      Struct read = (Struct) converter.toConnectData(topic, record).value();
      assertThat(read.get("region")).isEqualTo("EU");
      assertThat(read.get("id")).isEqualTo(1L);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void latestSchemaThatLacksAFieldIsRefused(Place place) {
    try (SchemaRegistry registry = place.registry();
        AvroConverter converter =
            place.ofValues("auto.register.schemas", "false", "use.latest.version", "true")) {
      registry.register(topic + "-value", WIDER);

      assertThatThrownBy(() -> converter.fromConnectData(topic, schema, value))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(topic, "shop.Customer", "Register a schema");
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void schemaIsWrittenByItsIdIfSet(Place place) {
    try (SchemaRegistry registry = place.registry()) {
      int id = registry.register(topic + "-value", WITH_REGION);
      try (AvroConverter converter =
          place.ofValues("auto.register.schemas", "false", "use.schema.id", Integer.toString(id))) {
        byte[] record = converter.fromConnectData(topic, schema, value);

        assertThat(Converters.id(record)).isEqualTo(id);
        assertThat(((Struct) converter.toConnectData(topic, record).value()).get("region"))
            .isEqualTo("EU");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void nothingIsRegisteredIfNotAllowed(Place place) {
    try (AvroConverter reader = place.ofValues("auto.register.schemas", "false");
        AvroConverter writer = place.ofValues()) {
      assertThatThrownBy(() -> reader.fromConnectData(topic, schema, value))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(topic + "-value", "auto.register.schemas");

      byte[] record = writer.fromConnectData(topic, schema, value);

      assertThat(reader.fromConnectData(topic, schema, value)).isEqualTo(record);
    }
  }

  static Stream<Arguments> strategies() {
    return Stream.of(Place.values())
        .flatMap(
            place ->
                Stream.of("", CONFLUENT)
                    .flatMap(
                        prefix ->
                            Stream.of(
                                Arguments.of(place, prefix + "TopicNameStrategy", "%s-value"),
                                Arguments.of(place, prefix + "RecordNameStrategy", "%2$s"),
                                Arguments.of(place, prefix + "TopicRecordNameStrategy", "%s-%s"))));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void subjectIsThatOfTheStrategy(Place place, String strategy, String subject) {
    String name = "shop.R" + UUID.randomUUID().toString().replace('-', '_');
    Schema record =
        org.apache.kafka.connect.data.SchemaBuilder.struct()
            .name(name)
            .field("id", Schema.INT64_SCHEMA)
            .build();
    try (SchemaRegistry registry = place.registry();
        AvroConverter converter = place.ofValues("value.subject.name.strategy", strategy)) {
      byte[] bytes = converter.fromConnectData(topic, record, new Struct(record).put("id", 3L));

      assertThat(registry.latest(subject.formatted(topic, name)).id())
          .isEqualTo(Converters.id(bytes));
      Struct read = (Struct) converter.toConnectData(topic, bytes).value();
      assertThat(read.get("id")).isEqualTo(3L);
      assertThat(read.schema().version()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void strategyByRecordRefusesWhatIsNoRecord(Place place) {
    try (AvroConverter converter =
        place.ofValues("value.subject.name.strategy", "RecordNameStrategy")) {
      assertThatThrownBy(() -> converter.fromConnectData(topic, Schema.STRING_SCHEMA, "secret"))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(topic, "RecordNameStrategy", "TopicNameStrategy");
    }
  }
}
