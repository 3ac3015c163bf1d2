package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.schema.Mapping;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The smallest, the largest and the odd values of each type. */
@SuppressWarnings("JavaUtilDate") // is what Connect's types are made of
class ExtremesTest {

  private static final long MILLIS_PER_DAY = 86_400_000;

  static Stream<Arguments> values() {
    Schema date = org.apache.kafka.connect.data.Date.SCHEMA;
    return Stream.of(
            row(Schema.INT8_SCHEMA, Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE),
            row(Schema.INT16_SCHEMA, Short.MIN_VALUE, (short) 0, Short.MAX_VALUE),
            row(Schema.INT32_SCHEMA, Integer.MIN_VALUE, -64, -65, 63, 64, Integer.MAX_VALUE),
            row(Schema.INT64_SCHEMA, Long.MIN_VALUE, 1L << 34, 1L << 62, Long.MAX_VALUE),
            row(Schema.FLOAT32_SCHEMA, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN),
            row(Schema.FLOAT32_SCHEMA, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
            row(Schema.FLOAT64_SCHEMA, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN),
            row(Schema.FLOAT64_SCHEMA, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
            row(Schema.STRING_SCHEMA, "", "x".repeat(1 << 20), "\u0000", "😀🏳️‍🌈"),
            row(Decimal.schema(0), BigDecimal.ZERO, new BigDecimal(BigInteger.TWO.pow(999))),
            row(Decimal.schema(0), new BigDecimal(-128), new BigDecimal(128)),
            row(Decimal.schema(38), new BigDecimal("-0." + "9".repeat(38))),
            row(date, new Date(Integer.MAX_VALUE * MILLIS_PER_DAY)),
            row(date, new Date(Integer.MIN_VALUE * MILLIS_PER_DAY)),
            row(Time.SCHEMA, new Date(0), new Date(MILLIS_PER_DAY - 1)),
            row(Timestamp.SCHEMA, new Date(Long.MIN_VALUE), new Date(Long.MAX_VALUE)),
            row(SchemaBuilder.array(Schema.OPTIONAL_BOOLEAN_SCHEMA).build(), List.of()),
            row(Schema.OPTIONAL_INT32_SCHEMA, 0, null),
            row(Schema.OPTIONAL_STRING_SCHEMA, "", null),
            row(Schema.OPTIONAL_BYTES_SCHEMA, ByteBuffer.allocate(0), null))
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> row(Schema schema, Object... values) {
    return Stream.of(values).map(value -> Arguments.of(schema, value));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("values")
  void extremeValueComesBackAsItWas(Schema schema, Object value) {
    assertThat(Trip.roundTrip(schema, value, Mapping.DEFAULT).value()).isEqualTo(value);
  }

  @Test
  void loneSurrogateBecomesAQuestionMark() {
    assertThat(Trip.roundTrip(Schema.STRING_SCHEMA, "a\uD800z", Mapping.DEFAULT).value())
        .isEqualTo("a?z");
  }

  @Test
  void bytesThatAreNoTextAreReadWithTheReplacementCharacter() {
    org.apache.avro.Schema avro = new org.apache.avro.Schema.Parser().parse("\"string\"");

    assertThat(Trip.read(avro, new byte[] {4, 'a', (byte) 0xFF}).value()).isEqualTo("a\uFFFD");
  }

  private static ByteBuffer slice() {
    ByteBuffer whole = ByteBuffer.wrap(new byte[] {9, 9, 1, 2, 3, 9});
    whole.position(1);
    ByteBuffer slice = whole.slice();
    slice.position(1).limit(4);
    return slice;
  }

  static Stream<Object> bytes() {
    return Stream.of(
        new byte[] {1, 2, 3},
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        slice(),
        slice().asReadOnlyBuffer(),
        ByteBuffer.allocateDirect(3).put(new byte[] {1, 2, 3}).flip());
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void bytesOfAnyKindAreWrittenFromPositionToLimit(Object value) {
    ByteBuffer expected = ByteBuffer.wrap(new byte[] {1, 2, 3});
    Schema fixed = SchemaBuilder.bytes().name("s.F").parameter("connect.fixed.size", "3").build();

    for (Schema schema : List.of(Schema.BYTES_SCHEMA, Schema.OPTIONAL_BYTES_SCHEMA, fixed)) {
      assertThat(Trip.roundTrip(schema, value, Mapping.DEFAULT).value()).isEqualTo(expected);
    }
    Schema struct = SchemaBuilder.struct().name("s.S").field("b", Schema.BYTES_SCHEMA).build();
    Struct record = new Struct(struct).put("b", value);
    assertThat(((Struct) Trip.roundTrip(struct, record, Mapping.DEFAULT).value()).get("b"))
        .isEqualTo(expected);
    assertThat(value).isNotEqualTo(ByteBuffer.allocate(0)); // the position has not moved
  }

  @Test
  void wholeRecordOfBytesHasNoLength() {
    assertThat(Trip.write(Schema.BYTES_SCHEMA, new byte[] {7, 8})).containsExactly(7, 8);
    assertThat(Trip.write(Schema.BYTES_SCHEMA, new byte[0])).isEmpty();
    assertThat(Trip.write(Schema.OPTIONAL_BYTES_SCHEMA, new byte[] {7, 8}))
        .containsExactly(2, 4, 7, 8);
    assertThat(Trip.write(Decimal.schema(1), new BigDecimal("-0.1"))).containsExactly(-1);
  }
}
