package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Structs within themselves, and structs that stand in several places. */
class RecursionTest {

  private static SchemaBuilder node() {
    SchemaBuilder node = SchemaBuilder.struct().name("s.Node").optional();
    return node.field("value", Schema.INT32_SCHEMA).field("next", node);
  }

  private static Struct chain(Schema schema, int length) {
    Struct chain = null;
    for (int i = length; i > 0; i--) {
      chain = new Struct(schema).put("value", i).put("next", chain);
    }
    return chain;
  }

  @Test
  void recursiveStructComesBackAsItWas() {
    SchemaBuilder node = node();
    Struct written = chain(node, 100);

    Struct read = (Struct) Trip.roundTrip(node, written, Mapping.DEFAULT).value();

    for (int i = 1; i <= 100; i++) {
      assertThat(read.get("value")).isEqualTo(i);
      read = read.getStruct("next");
    }
    assertThat(read).isNull();
  }

  @Test
  void whatWasReadIsWrittenAgainAsItWas() {
    SchemaBuilder node = node();
    org.apache.avro.Schema avro = Mappings.avro(node, Mapping.DEFAULT);
    byte[] bytes = Trip.write(node, chain(node, 100));

    SchemaAndValue read = Trip.read(avro, bytes);

    assertThat(Trip.write(read.schema(), read.value())).isEqualTo(bytes);
    assertThat(read).isEqualTo(Trip.read(avro, bytes));
  }

  /** The record's documentation becomes a parameter, which stands at the second field again. */
  @Test
  void recordThatIsDocumentedAndHoldsItselfTwiceIsReadAgain() {
    org.apache.avro.Schema avro =
        Mappings.parse(
            "{\"type\":\"record\",\"name\":\"Node\",\"doc\":\"a node\",\"fields\":["
                + "{\"name\":\"left\",\"type\":[\"null\",\"Node\"],"
                + "\"connect.parameters\":{\"side\":\"left\"}},"
                + "{\"name\":\"right\",\"type\":[\"null\",\"Node\"]}]}");
    byte[] bytes = {2, 0, 0, 2, 0, 0};

    SchemaAndValue read = Trip.read(avro, bytes);
    SchemaAndValue again = Trip.roundTrip(read.schema(), read.value(), Mapping.DEFAULT);

    assertThat(again.value()).hasToString(read.value().toString());
    assertThat(Mappings.text(again.schema(), Mapping.DEFAULT))
        .isEqualTo(Mappings.text(read.schema(), Mapping.DEFAULT))
        .contains("a node");
  }

  @Test
  void structThatIsTooDeepIsRefused() {
    SchemaBuilder node = node();
    Struct tooDeep = chain(node, AvroOutput.MAX_DEPTH + 2);

    assertThatThrownBy(() -> Trip.write(node, tooDeep))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("within itself more than");
  }

  /** Each level is a map of arrays of nullable nodes. */
  private static byte[] nested(int depth) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < depth; i++) {
      bytes.writeBytes(new byte[] {2, 2, 'k', 2, 2});
    }
    bytes.write(0);
    bytes.writeBytes(new byte[2 * depth]);
    return bytes.toByteArray();
  }

  @Test
  void deepestRecordThatIsAllowedNeedsASmallStackOnly() throws Exception {
    org.apache.avro.Schema avro =
        Mappings.parse(
            "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"f\",\"type\":{\"type\":"
                + "\"map\",\"values\":{\"type\":\"array\",\"items\":[\"null\",\"Node\"]}}}]}");
    byte[] bytes = nested(AvroOutput.MAX_DEPTH);
    FutureTask<byte[]> again =
        new FutureTask<>(
            () -> {
              SchemaAndValue read = Trip.read(avro, bytes);
              return Trip.write(read.schema(), avro, read.value(), Mapping.DEFAULT);
            });

    new Thread(null, again, "small stack", 512 * 1024).start();

    assertThat(again.get()).isEqualTo(bytes);
    assertThatThrownBy(() -> Trip.read(avro, nested(AvroOutput.MAX_DEPTH + 2)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("within itself more than");
  }

  @Test
  void structInSeveralPlacesComesBackInEach() {
    Schema point =
        SchemaBuilder.struct().name("s.Point").optional().field("x", Schema.INT32_SCHEMA).build();
    Schema marked =
        SchemaBuilder.struct()
            .name("s.Point")
            .parameter("role", "end")
            .field("x", Schema.INT32_SCHEMA)
            .build();
    Schema line =
        SchemaBuilder.struct()
            .name("s.Line")
            .field("from", point)
            .field("to", marked)
            .field("by", SchemaBuilder.array(point).build())
            .build();
    Struct value =
        new Struct(line)
            .put("from", new Struct(point).put("x", 1))
            .put("to", new Struct(marked).put("x", 2))
            .put("by", List.of(new Struct(point).put("x", 3)));

    assertThat(Trip.roundTrip(line, value, Mapping.DEFAULT).value()).isEqualTo(value);
  }

  @Test
  void mapsWithKeysOfSeveralTypesComeBackInOneStruct() {
    Schema byInt = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build();
    Schema byLong = SchemaBuilder.map(Schema.INT64_SCHEMA, Schema.STRING_SCHEMA).build();
    Schema named = SchemaBuilder.map(byInt, Schema.STRING_SCHEMA).name("s.ByMap").build();
    Schema schema =
        SchemaBuilder.struct()
            .name("s.Maps")
            .field("a", byInt)
            .field("b", byLong)
            .field("c", byInt)
            .field("d", named)
            .build();
    Struct value =
        new Struct(schema)
            .put("a", Map.of(1, "a"))
            .put("b", Map.of(1L << 40, "b"))
            .put("c", Map.of())
            .put("d", Map.of(Map.of(1, "x"), "d"));

    assertThat(Trip.roundTrip(schema, value, Mapping.DEFAULT).value()).isEqualTo(value);
  }

  @Test
  void columnsWhoseNamesAreScrubbedKeepTheirValues() {
    Schema schema =
        SchemaBuilder.struct()
            .name("my-db.t")
            .field("a_b", Schema.INT32_SCHEMA)
            .field("a-b", Schema.INT32_SCHEMA)
            .field("1st", Schema.INT32_SCHEMA)
            .build();
    Struct value = new Struct(schema).put("a_b", 1).put("a-b", 2).put("1st", 3);

    assertThat(Trip.roundTrip(schema, value, Mappings.PRESERVED).value()).isEqualTo(value);
  }
}
