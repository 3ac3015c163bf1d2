package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.avro.registry.ApicurioServer;
import io.weft.avro.registry.SharedBroker;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confluent's Python client reads what this converter writes, and the other way round. */
@SuppressWarnings("JavaUtilDate") // is what Connect's types are made of
@Timeout(120)
class PythonInteropTest {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final String topic = "interop-" + UUID.randomUUID();

  @BeforeAll
  static void requirePython() {
    Python.require();
  }

  private static String registry() {
    return ApicurioServer.shared().url();
  }

  private static AvroConverter converter(boolean isKey) {
    return Converters.converter(isKey, Converters.Place.SERVER.settings());
  }

  private static Struct order() {
    Schema address =
        SchemaBuilder.struct().name("shop.Address").field("city", Schema.STRING_SCHEMA).build();
    Schema order =
        SchemaBuilder.struct()
            .name("shop.Order")
            .field("small", Schema.INT8_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("absent", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("at", Timestamp.SCHEMA)
            .field("raw", Schema.BYTES_SCHEMA)
            .field("numbers", SchemaBuilder.array(Schema.INT64_SCHEMA).build())
            .field("flags", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.BOOLEAN_SCHEMA).build())
            .field("codes", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .field("from", address)
            .field("to", address)
            .build();
    return new Struct(order)
        .put("small", (byte) -8)
        .put("name", "grün 😀")
        .put("price", new BigDecimal("-12.34"))
        .put("day", new Date(86_400_000L * 19_000))
        .put("at", new Date(1_700_000_000_123L))
        .put("raw", ByteBuffer.wrap(new byte[] {0, -1}))
        .put("numbers", List.of(Long.MIN_VALUE, 1L))
        .put("flags", Map.of("on", true))
        .put("codes", Map.of(7, "seven"))
        .put("from", new Struct(address).put("city", "Köln"))
        .put("to", new Struct(address).put("city", ""));
  }

  @Test
  void confluentsDeserializerReadsWhatIsWritten() throws Exception {
    Struct order = order();
    Map<String, Object> settings = Map.of("bootstrap.servers", SharedBroker.bootstrapServers());
    try (AvroConverter keys = converter(true);
        AvroConverter values = converter(false);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] key = keys.fromConnectData(topic, Schema.STRING_SCHEMA, "k1");
      byte[] value = values.fromConnectData(topic, order.schema(), order);
      producer.send(new ProducerRecord<>(topic, key, value)).get();
      producer.send(new ProducerRecord<>(topic, key, null)).get(); // a tombstone
    }

    List<String> read = Python.run("read", SharedBroker.bootstrapServers(), registry(), topic, "2");

    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(read.get(0)))
        .isEqualTo(
            json.readTree(
                """
                {"key": "k1", "value": {"small": -8, "name": "grün 😀", "absent": null,
                 "price": "-12.34", "day": "2022-01-08", "at": "2023-11-14 22:13:20.123000+00:00",
                 "raw": "00ff", "numbers": [-9223372036854775808, 1], "flags": {"on": true},
                 "codes": [{"key": 7, "value": "seven"}],
                 "from": {"city": "Köln"}, "to": {"city": ""}}}
                """));
    assertThat(json.readTree(read.get(1)))
        .isEqualTo(json.readTree("{\"key\": \"k1\", \"value\": null}"));
  }

  @Test
  void whatConfluentsSerializerWroteIsRead() {
    Python.run("write", SharedBroker.bootstrapServers(), registry(), topic);

    List<ConsumerRecord<byte[], byte[]>> records = consume(2);

    try (AvroConverter keys = converter(true);
        AvroConverter values = converter(false)) {
      assertThat(keys.toConnectData(topic, records.get(1).key()).value()).isEqualTo(1L);
      Struct first = (Struct) values.toConnectData(topic, records.get(0).value()).value();
      assertThat(first.schema().name()).isEqualTo("interop.Reading");
      assertThat(first.get("sensor")).isEqualTo("grün 😀");
      assertThat(first.get("celsius")).isEqualTo(-0.5);
      assertThat(first.get("raw")).isEqualTo(ByteBuffer.wrap(new byte[] {0, -1}));
      assertThat(first.get("tags")).isEqualTo(List.of("a", "b"));
      assertThat(first.get("counts")).isEqualTo(Map.of("k", 1L << 40));
      assertThat(first.get("state")).isEqualTo("OFF");
      assertThat(first.getStruct("any").get("string")).isEqualTo("text");
      assertThat(first.getStruct("place").get("floor")).isEqualTo(-3);
      Struct second = (Struct) values.toConnectData(topic, records.get(1).value()).value();
      assertThat(second.get("celsius")).isNull();
      assertThat(second.getStruct("any").get("long")).isEqualTo(7L);
      assertThat(second.getStruct("place").get("floor")).isEqualTo(Integer.MAX_VALUE);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> consume(int count) {
    Map<String, Object> settings = Map.of("bootstrap.servers", SharedBroker.bootstrapServers());
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + WAIT.toNanos();
      while (records.size() < count && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    assertThat(records).hasSize(count);
    return records;
  }
}
