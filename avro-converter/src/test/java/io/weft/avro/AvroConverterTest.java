package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.Converters.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records there and back, with the schemas in a registry server and in a topic. */
@Timeout(60)
class AvroConverterTest {

  private final String topic = "shop.customers-" + UUID.randomUUID();

  /** A change as Debezium has it: the row's struct stands in it twice. */
  private static SchemaAndValue change() {
    Schema row =
        Converters.customer()
            .field("credit", Decimal.builder(2).optional().build())
            .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .optional()
            .build();
    Schema source =
        SchemaBuilder.struct()
            .name("shop.Source")
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("snapshot", SchemaBuilder.string().optional().defaultValue("false").build())
            .build();
    Schema envelope =
        SchemaBuilder.struct()
            .name("shop.Envelope")
            .version(1)
            .field("before", row)
            .field("after", row)
            .field("source", source)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    Struct after =
        Converters.customer(row, 1)
            .put("credit", new BigDecimal("10.50"))
            .put("tags", List.of("a", "b"));
    Struct value =
        new Struct(envelope)
            .put("before", Converters.customer(row, 1))
            .put("after", after)
            .put("source", new Struct(source).put("lsn", 7L).put("snapshot", "last"))
            .put("op", "u");
    return new SchemaAndValue(envelope, value);
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void changeComesBackAsItWas(Place place) {
    SchemaAndValue change = change();
    try (AvroConverter writer = place.ofValues();
        AvroConverter reader = place.ofValues()) {
      byte[] record = writer.fromConnectData(topic, change.schema(), change.value());

      assertThat(record[0]).isZero();
      assertThat(reader.toConnectData(topic, record)).isEqualTo(change);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void keysAndValuesHaveTheirOwnSchemas(Place place) {
    Schema key =
        SchemaBuilder.struct().name("shop.Key").version(1).field("id", Schema.INT64_SCHEMA).build();
    Struct id = new Struct(key).put("id", 5L);
    SchemaAndValue change = change();
    try (AvroConverter keys = place.ofKeys();
        AvroConverter values = place.ofValues()) {
      byte[] keyBytes = keys.fromConnectData(topic, key, id);
      byte[] valueBytes = values.fromConnectData(topic, change.schema(), change.value());

      assertThat(Converters.id(keyBytes)).isNotEqualTo(Converters.id(valueBytes));
      assertThat(keys.toConnectData(topic, keyBytes)).isEqualTo(new SchemaAndValue(key, id));
      assertThat(values.toConnectData(topic, valueBytes)).isEqualTo(change);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void tombstoneIsNoBytes(Place place) {
    try (AvroConverter converter = place.ofValues()) {
      assertThat(converter.fromConnectData(topic, null, null)).isNull();
      assertThat(converter.fromConnectData(topic, Schema.OPTIONAL_INT32_SCHEMA, null)).isNull();
      assertThat(converter.toConnectData(topic, null)).isEqualTo(SchemaAndValue.NULL);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void valuesWithoutASchemaComeBackAsTheyWere(Place place) {
    Map<String, Object> value = Map.of("list", List.of(1, 2L, "three", 4.0, true), "map", Map.of());
    try (AvroConverter converter = place.ofValues()) {
      SchemaAndValue read =
          converter.toConnectData(topic, converter.fromConnectData(topic, null, value));

      assertThat(read).isEqualTo(new SchemaAndValue(null, value));
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void eachRecordIsReadByTheSchemaThatItWasWrittenBy(Place place) {
    Schema old = Converters.customer().build();
    Schema evolved = Converters.customer().field("email", Schema.OPTIONAL_STRING_SCHEMA).build();
    try (AvroConverter former = place.ofValues();
        AvroConverter current = place.ofValues()) {
      byte[] first = former.fromConnectData(topic, old, Converters.customer(old, 1));
      byte[] second =
          current.fromConnectData(
              topic, evolved, Converters.customer(evolved, 2).put("email", "e@x"));

      for (AvroConverter reader : List.of(former, current)) {
        Struct one = (Struct) reader.toConnectData(topic, first).value();
        Struct two = (Struct) reader.toConnectData(topic, second).value();
        assertThat(one.schema().fields()).isEqualTo(old.fields());
        assertThat(one.get("id")).isEqualTo(1L);
        assertThat(two.schema().fields()).isEqualTo(evolved.fields());
        assertThat(two.get("email")).isEqualTo("e@x");
        assertThat(one.schema().version()).isEqualTo(1);
        assertThat(two.schema().version()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void schemaThatIsMadeAnewForEachRecordIsRegisteredOnce(Place place) {
    CountingRegistry registry = new CountingRegistry(place.registry());
    try (AvroConverter converter =
        Converters.configured(new AvroConverter(registry), false, place.settings())) {
      for (int i = 0; i < 1000; i++) {
        Schema schema = Converters.customer().build();
        byte[] record = converter.fromConnectData(topic, schema, Converters.customer(schema, i));
        converter.toConnectData(topic, record);
      }

      assertThat(registry.calls()).isEqualTo(3); // to register, to read, to learn the version
    }
    assertThat(registry.isClosed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void readSchemaIsTheSameObjectForEachRecord(Place place) {
    Schema schema = Converters.customer().build();
    try (AvroConverter converter = place.ofValues()) {
      byte[] record = converter.fromConnectData(topic, schema, Converters.customer(schema, 1));

      assertThat(converter.toConnectData(topic, record).schema())
          .isSameAs(converter.toConnectData(topic, record).schema());
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void manyThreadsShareOneConverter(Place place) throws InterruptedException, ExecutionException {
    Schema schema = Converters.customer().version(1).build();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (AvroConverter converter = place.ofValues()) {
      List<Future<Integer>> ids = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int first = thread * 10_000;
        ids.add(threads.submit(() -> writeAndRead(converter, schema, first)));
      }
      int expected = ids.get(0).get();
      for (Future<Integer> id : ids) {
        assertThat(id.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int writeAndRead(AvroConverter converter, Schema schema, int first) {
    int id = -1;
    for (int i = first; i < first + 500; i++) {
      Struct value = Converters.customer(schema, i);
      byte[] record = converter.fromConnectData(topic, schema, value);
      assertThat(converter.toConnectData(topic, record).value()).isEqualTo(value);
      id = Converters.id(record);
    }
    return id;
  }
}
