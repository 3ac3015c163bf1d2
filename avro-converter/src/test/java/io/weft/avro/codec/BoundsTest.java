package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.schema.AvroToConnect;
import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is too much is refused in writing already, as its readers would refuse it. */
class BoundsTest {

  private static final int MAX_EMPTY = 100_000;

  private static final org.apache.avro.Schema NODE =
      Mappings.parse(
          "{\"type\":\"record\",\"name\":\"Node\",\"fields\":["
              + "{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");

  /** A node within so many others. */
  private static byte[] node(int depth) {
    byte[] bytes = new byte[depth + 1];
    Arrays.fill(bytes, 0, depth, (byte) 2);
    return bytes;
  }

  @Test
  void deepestStructThatIsReadIsTheDeepestThatIsWritten() {
    SchemaAndValue read = Trip.read(NODE, node(AvroOutput.MAX_DEPTH));
    Struct inner = ((Struct) read.value()).getStruct("next");
    Struct deeper =
        new Struct(read.schema()).put("next", new Struct(inner.schema()).put("next", inner));

    assertThat(Trip.write(read.schema(), read.value())).isEqualTo(node(AvroOutput.MAX_DEPTH));
    assertThatThrownBy(() -> Trip.write(read.schema(), deeper))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("within itself more than");
    assertThatThrownBy(() -> Trip.read(NODE, node(AvroOutput.MAX_DEPTH + 1)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("within itself more than");
  }

  private static Object lists(int depth) {
    Object value = 1;
    for (int i = 0; i < depth; i++) {
      value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
    }
    return value;
  }

  @Test
  void deepestValueWithoutASchemaThatIsWrittenIsRead() {
    Object deepest = lists(AvroOutput.MAX_DEPTH);

    assertThat(Trip.roundTrip(null, deepest, Mapping.DEFAULT).value()).isEqualTo(deepest);
    assertThatThrownBy(() -> Trip.write(null, lists(AvroOutput.MAX_DEPTH + 1)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("within itself more than");
  }

  @Test
  void asManyElementsWithoutBytesAreWrittenAsAreRead() {
    Schema empty = SchemaBuilder.struct().name("s.Empty").build();
    Schema entries = SchemaBuilder.map(empty, empty).build();
    Schema schema =
        SchemaBuilder.struct()
            .name("s.Empties")
            .field("map", entries)
            .field("list", SchemaBuilder.array(empty).build())
            .build();
    Struct value = new Struct(schema).put("map", Map.of(new Struct(empty), new Struct(empty)));
    value.put("list", Collections.nCopies(MAX_EMPTY - 1, new Struct(empty)));
    assertThat(Trip.roundTrip(schema, value, Mapping.DEFAULT).value()).isEqualTo(value);

    value.put("list", Collections.nCopies(MAX_EMPTY, new Struct(empty)));

    assertThatThrownBy(() -> Trip.write(schema, value))
        .isInstanceOf(ValueException.class)
        .hasMessageContainingAll("field list", "more than 100000 elements that take no bytes");
  }

  @Test
  void elementsWithoutBytesAreNotReadWithoutEnd() {
    org.apache.avro.Schema avro =
        Mappings.parse(
            "{\"type\":\"array\",\"items\":"
                + "{\"type\":\"record\",\"name\":\"Empty\",\"fields\":[]}}");

    assertThatThrownBy(() -> Trip.read(avro, new byte[] {(byte) 0xC2, (byte) 0x9A, 0x0C, 0}))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("more than 100000 elements of arrays that take no bytes");
  }

  /** The level below stands twice in each, so that there are 2^60 places, in a text of 6 KB. */
  private static org.apache.avro.Schema doubling() {
    String inner = "{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}";
    for (int i = 1; i <= 60; i++) {
      inner =
          "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":[\"null\",%s]},"
                  .formatted(i, inner)
              + "{\"name\":\"b\",\"type\":[\"null\",\"R%d\"]},".formatted(i - 1)
              + "{\"name\":\"c\",\"type\":{\"type\":\"array\",\"items\":\"R%d\"}},".formatted(i - 1)
              + "{\"name\":\"self\",\"type\":[\"null\",\"R%d\"]}]}".formatted(i);
    }
    return Mappings.parse(inner);
  }

  @Test
  @Timeout(30)
  void recordThatStandsInManyPlacesIsCompiledOnce() {
    org.apache.avro.Schema avro = doubling();
    byte[] bytes = {2, 0, 0, 0, 0, 0, 0, 0};

    SchemaAndValue read = Trip.read(avro, bytes);

    assertThat(read.schema()).isNotNull();
    assertThat(Trip.write(read.schema(), read.value())).isEqualTo(bytes);
    assertThat(AvroToConnect.derive(avro, null, Mapping.DEFAULT).field("a").schema().name())
        .isEqualTo("R59");
  }

  @Test
  void pathOfHundredsOfNamesIsShortened() {
    org.apache.avro.Schema endless =
        Mappings.parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"R\"}]}");

    assertThatThrownBy(() -> Trip.read(endless, new byte[0]))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith(
            "field a.a.a.a.a.a.a.a.a.a.…231 more….a.a.a.a.a.a.a.a.a.a: a record");
  }
}
