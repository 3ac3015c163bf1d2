package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.Converters.Place;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One topic with the records of many tables. */
@Timeout(120)
class ManySchemasTest {

  private static final int SCHEMAS = 50;

  private final String topic = "many-" + UUID.randomUUID();

  private static List<Schema> schemas() {
    String run = UUID.randomUUID().toString().replace('-', '_');
    return IntStream.range(0, SCHEMAS)
        .mapToObj(i -> SchemaBuilder.struct().name("many.T" + i + "_" + run))
        .map(builder -> builder.field("id", Schema.INT32_SCHEMA).build())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void eachSchemaIsAskedForOnceInWriting(Place place) {
    CountingRegistry registry = new CountingRegistry(place.registry());
    try (AvroConverter converter =
        Converters.configured(new AvroConverter(registry), false, place.settings())) {
      List<Schema> schemas = schemas();
      for (int record = 0; record < 3 * SCHEMAS; record++) {
        Schema schema = schemas.get(record % SCHEMAS);
        converter.fromConnectData(topic, schema, new Struct(schema).put("id", record));
      }
    }
    assertThat(registry.calls()).isEqualTo(SCHEMAS);
  }

  /** A topic that was copied has no subject of its own, and so no versions to be remembered. */
  @ParameterizedTest
  @EnumSource(Place.class)
  void eachSchemaOfACopiedTopicIsAskedForOnceInReading(Place place) {
    CountingRegistry registry = new CountingRegistry(place.registry());
    try (AvroConverter writer = place.ofValues();
        AvroConverter reader =
            Converters.configured(new AvroConverter(registry), false, place.settings())) {
      List<byte[]> records =
          schemas().stream()
              .map(schema -> writer.fromConnectData(topic, schema, new Struct(schema).put("id", 1)))
              .toList();
      for (int i = 0; i < 3 * SCHEMAS; i++) {
        reader.toConnectData("copy-of-" + topic, records.get(i % SCHEMAS));
      }
    }
    assertThat(registry.calls()).isEqualTo(2 * SCHEMAS); // the schema, and its version
  }
}
