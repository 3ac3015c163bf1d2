package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.schema.Anything;
import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that their schema does not allow: the message names the field, and never the value. */
@SuppressWarnings("JavaUtilDate") // is what Connect's types are made of
class RefusalsTest {

  private static final String SECRET = "4711";

  private static final Schema FIXED =
      SchemaBuilder.bytes().name("s.F").parameter("connect.fixed.size", "2").build();

  static Stream<Arguments> values() {
    Schema date = org.apache.kafka.connect.data.Date.SCHEMA;
    return Stream.of(
        Arguments.of(Schema.INT8_SCHEMA, 4711, "java.lang.Integer"),
        Arguments.of(Schema.INT32_SCHEMA, 4711L, "java.lang.Long"),
        Arguments.of(Schema.INT64_SCHEMA, 4711, "INT64"),
        Arguments.of(Schema.FLOAT32_SCHEMA, 4711.0, "java.lang.Double"),
        Arguments.of(Schema.FLOAT64_SCHEMA, SECRET, "java.lang.String"),
        Arguments.of(Schema.BOOLEAN_SCHEMA, SECRET, "BOOLEAN"),
        Arguments.of(Schema.STRING_SCHEMA, 4711, "STRING"),
        Arguments.of(Schema.BYTES_SCHEMA, SECRET, "BYTES"),
        Arguments.of(FIXED, new byte[] {47, 1, 1}, "3 bytes"),
        Arguments.of(Decimal.schema(2), new BigDecimal("4711.0"), "scale"),
        Arguments.of(Decimal.schema(2), 4711, Decimal.LOGICAL_NAME),
        Arguments.of(date, new Date(4711), "time of day"),
        Arguments.of(date, new Date(86_400_000L * 2 * Integer.MAX_VALUE), "1970"),
        Arguments.of(date, 4711, "Date"),
        Arguments.of(Time.SCHEMA, new Date(-4711), "one day"),
        Arguments.of(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), SECRET, "ARRAY"),
        Arguments.of(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(), SECRET, "MAP"),
        Arguments.of(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(),
            Map.of(4711, 1),
            "java.lang.Integer"),
        Arguments.of(SchemaBuilder.struct().name("s.R").build(), SECRET, "s.R"),
        Arguments.of(Schema.INT32_SCHEMA, null, "null"),
        Arguments.of(Schema.STRING_SCHEMA, null, "null"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void wrongValueIsRefusedWithoutShowingIt(Schema schema, Object value, String expected) {
    assertThatThrownBy(() -> Trip.write(schema, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(expected)
        .message()
        .doesNotContain(SECRET);
  }

  /** A struct checks what is put into it, but not what a list gets later. */
  private static Struct nested(Schema element, Object value) {
    Schema c = SchemaBuilder.array(element).build();
    Schema b = SchemaBuilder.struct().name("s.B").field("c", c).build();
    Schema a = SchemaBuilder.struct().name("s.A").field("b", b).build();
    Schema root = SchemaBuilder.struct().name("s.Root").field("a", a).build();
    List<Object> list = new ArrayList<>();
    Struct record = new Struct(root).put("a", new Struct(a).put("b", new Struct(b).put("c", list)));
    list.add(value);
    return record;
  }

  @Test
  void messageNamesTheFieldByItsPath() {
    Struct record = nested(Schema.INT32_SCHEMA, SECRET);

    assertThatThrownBy(() -> Trip.write(record.schema(), record))
        .isInstanceOf(ValueException.class)
        .hasMessage("field a.b.c: a value of java.lang.String, where the schema has INT32");
  }

  @Test
  void logicalValueThatIsRefusedIsNamedByItsPathToo() {
    Struct record = nested(Decimal.schema(2), new BigDecimal(SECRET));

    assertThatThrownBy(() -> Trip.write(record.schema(), record))
        .hasMessageStartingWith("field a.b.c: A Decimal has the scale 0");
  }

  @Test
  void fieldThatIsMissingIsNamed() {
    Schema inner = SchemaBuilder.struct().name("s.In").field("id", Schema.INT32_SCHEMA).build();
    Struct record = nested(inner, new Struct(inner));

    assertThatThrownBy(() -> Trip.write(record.schema(), record))
        .hasMessageContainingAll("field a.b.c.id", "null", "INT32");
  }

  @Test
  void structOfAnotherSchemaIsRefused() {
    Schema one = SchemaBuilder.struct().name("s.S").field("a", Schema.INT32_SCHEMA).build();
    Schema other = SchemaBuilder.struct().name("s.S").field("b", Schema.INT32_SCHEMA).build();

    assertThatThrownBy(() -> Trip.write(one, new Struct(other).put("b", 4711)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("another schema");
  }

  @Test
  void symbolThatTheEnumLacksIsRefused() {
    org.apache.avro.Schema avro =
        Mappings.parse("{\"type\":\"enum\",\"name\":\"s.E\",\"symbols\":[\"A\"]}");
    Schema schema = Mappings.read(avro.toString(), Mappings.ENHANCED);

    assertThatThrownBy(() -> Trip.write(schema, avro, SECRET, Mappings.ENHANCED))
        .isInstanceOf(ValueException.class)
        .hasMessage("a symbol that the enum s.E lacks");
  }

  @Test
  void unionWithoutAFieldThatIsSetIsRefusedIfItHasNoNull() {
    Schema union =
        SchemaBuilder.struct()
            .name("io.confluent.connect.avro.Union")
            .field("int", Schema.OPTIONAL_INT32_SCHEMA)
            .build();

    assertThatThrownBy(() -> Trip.write(union, new Struct(union)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("no field is set");
  }

  @Test
  void valueWithoutASchemaThatAvroLacksIsRefused() {
    assertThatThrownBy(() -> Trip.write(null, new AtomicReference<>(SECRET)))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("AtomicReference");
  }

  @Test
  void mapWithinItselfIsRefused() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);

    assertThatThrownBy(() -> Trip.write(null, Anything.SCHEMA, map, Mapping.DEFAULT))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("within itself");
  }

  @Test
  void bytesOfAnotherSizeThanTheFixedAreRefused() {
    assertThatThrownBy(() -> Trip.write(FIXED, ByteBuffer.allocate(1)))
        .hasMessageContainingAll("1 bytes", "exactly 2");
  }
}
