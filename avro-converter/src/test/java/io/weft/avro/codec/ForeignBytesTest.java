package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that other writers may write, and bytes that none may. */
class ForeignBytesTest {

  private static final String ENTRY_VALUE_FIRST =
      "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"MapEntry\",\"namespace\":"
          + "\"io.confluent.connect.avro\",\"fields\":[{\"name\":\"value\",\"type\":\"string\"},"
          + "{\"name\":\"key\",\"type\":\"int\"}]}}";

  private static Object read(String schema, String hex) {
    return Trip.read(Mappings.parse(schema), HexFormat.of().parseHex(hex)).value();
  }

  @Test
  void arrayOfSeveralBlocksIsReadWhole() {
    String ints = "{\"type\":\"array\",\"items\":\"int\"}";

    assertThat(read(ints, "020204040600")).isEqualTo(List.of(1, 2, 3));
    assertThat(read(ints, "0304020400")).isEqualTo(List.of(1, 2)); // with its size in bytes
  }

  @Test
  void mapOfSeveralBlocksIsReadWhole() {
    assertThat(read("{\"type\":\"map\",\"values\":\"int\"}", "020261020202620400"))
        .isEqualTo(Map.of("a", 1, "b", 2));
  }

  @Test
  void entryMayHaveItsValueFirst() {
    assertThat(read(ENTRY_VALUE_FIRST, "0202610E00")).isEqualTo(Map.of(7, "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"boolean\"', 02, neither 0 nor 1",
    "'\"int\"', 808080808001, more than 5 bytes",
    "'\"int\"', FFFFFFFF7F, more than 32 bits",
    "'\"long\"', FFFFFFFFFFFFFFFFFFFFFF01, more than 10 bytes",
    "'\"double\"', 00000000, ends too early",
    "'\"string\"', 0861, a length is 4",
    "'\"string\"', 01, a length is -1",
    "'[\"null\",\"int\"]', 04, index 2 of 2",
    "'[\"null\",\"int\"]', 01, index -1 of 2",
    "'{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}', 02, index 1 of 1",
    "'{\"type\":\"fixed\",\"name\":\"F\",\"size\":3}', 0101, ends too early",
    "'{\"type\":\"int\",\"connect.type\":\"int8\"}', 8002, between -128 and 127",
    "'{\"type\":\"int\",\"connect.type\":\"int16\"}', 80800401, between -32768 and 32767",
    "'{\"type\":\"int\",\"logicalType\":\"time-millis\"}', 01, within one day",
    "'[\"null\",{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":4}]', 0200, no bytes",
    "'{\"type\":\"array\",\"items\":\"int\"}', 080204, more elements",
    "'{\"type\":\"array\",\"items\":\"int\"}', FFFFFFFFFFFFFFFFFF0100, more elements"
  })
  void bytesThatAreNoSuchValueAreRefused(String schema, String hex, String expected) {
    assertThatThrownBy(() -> read(schema, hex))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void faultIsNamedByItsFieldAndByte() {
    String schema =
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":{\"type\":"
            + "\"record\",\"name\":\"B\",\"fields\":[{\"name\":\"c\",\"type\":\"boolean\"}]}}]}";

    assertThatThrownBy(() -> read(schema, "05"))
        .hasMessage("field b.c: a boolean is neither 0 nor 1, at byte 1 of 1");
  }

  @Test
  void valuesWithoutASchemaComeBackAsTheNearestType() {
    Map<Object, Object> map = new HashMap<>();
    map.put(null, Arrays.asList(null, (byte) 1, (short) 2, 3L, 1.5f, 2.5, "s", true));
    map.put(List.of(1), new byte[] {7});
    SchemaAndValue read = Trip.roundTrip(null, map, Mapping.DEFAULT);

    assertThat(read.schema()).isNull();
    Map<Object, Object> expected = new HashMap<>();
    expected.put(null, Arrays.asList(null, 1, 2, 3L, 1.5f, 2.5, "s", true));
    expected.put(List.of(1), ByteBuffer.wrap(new byte[] {7}));
    assertThat(read.value()).isEqualTo(expected);
  }
}
