package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are written by a registered schema, which is not the one that theirs maps to. */
class RegisteredSchemaTest {

  private static final Schema ORDER =
      SchemaBuilder.struct()
          .name("s.Order")
          .field("id", Schema.INT32_SCHEMA)
          .field("note", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private static final Struct VALUE = new Struct(ORDER).put("id", 7).put("note", "n");

  private static final String ID = "{\"name\":\"id\",\"type\":\"int\"}";
  private static final String NOTE = "{\"name\":\"note\",\"type\":[\"null\",\"string\"]}";

  private static org.apache.avro.Schema registered(String... fields) {
    return Mappings.parse(
        "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"s\",\"fields\":["
            + String.join(",", fields)
            + "]}");
  }

  private static Struct written(org.apache.avro.Schema registered) {
    byte[] bytes = Trip.write(ORDER, registered, VALUE, Mapping.DEFAULT);
    assertThat(Trip.throughAvro(registered, bytes)).isEqualTo(bytes);
    return (Struct) Trip.read(registered, bytes).value();
  }

  static Stream<org.apache.avro.Schema> fitting() {
    return Stream.of(
        registered(NOTE, ID),
        registered("{\"name\":\"id\",\"type\":\"int\",\"doc\":\"d\"}", NOTE),
        registered(ID, "{\"name\":\"note\",\"type\":[\"string\",\"null\"],\"default\":\"x\"}"),
        registered(ID, "{\"name\":\"more\",\"type\":\"long\",\"default\":5}", NOTE));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void valueIsWrittenInTheRegisteredOrder(org.apache.avro.Schema registered) {
    Struct read = written(registered);

    assertThat(read.get("id")).isEqualTo(7);
    assertThat(read.get("note")).isEqualTo("n");
  }

  @Test
  void fieldThatOnlyTheRegisteredSchemaHasGetsItsDefault() {
    Struct read =
        written(
            registered(
                ID,
                "{\"name\":\"more\",\"type\":{\"type\":\"array\",\"items\":\"int\"},"
                    + "\"default\":[1,2]}",
                NOTE));

    assertThat(read.getArray("more")).isEqualTo(List.of(1, 2));
  }

  @Test
  void intIsWrittenAsALong() {
    assertThat(written(registered("{\"name\":\"id\",\"type\":\"long\"}", NOTE)).get("id"))
        .isEqualTo(7L);
    assertThat(
            written(registered("{\"name\":\"id\",\"type\":[\"null\",\"long\"]}", NOTE)).get("id"))
        .isEqualTo(7L);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(registered(ID), "note"),
        Arguments.of(registered(ID, NOTE, "{\"name\":\"more\",\"type\":\"long\"}"), "more"),
        Arguments.of(registered("{\"name\":\"id\",\"type\":\"string\"}", NOTE), "INT32"),
        Arguments.of(registered("{\"name\":\"id\",\"type\":\"float\"}", NOTE), "INT32"),
        Arguments.of(registered("{\"name\":\"id\",\"type\":[\"null\",\"string\"]}", NOTE), "INT32"),
        Arguments.of(Mappings.parse("\"string\""), "STRUCT"),
        Arguments.of(Mappings.parse("\"bytes\""), "STRUCT"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void schemaThatCannotHoldEveryValueIsRefusedBeforeAnyIsWritten(
      org.apache.avro.Schema registered, String expected) {
    assertThatThrownBy(() -> RecordWriter.compile(ORDER, registered, Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(expected, "registered", "Register a schema");
  }

  @Test
  void nullIsRefusedWhereTheRegisteredSchemaRequiresAValue() {
    org.apache.avro.Schema strict = registered(ID, "{\"name\":\"note\",\"type\":\"string\"}");

    assertThatThrownBy(
            () -> Trip.write(ORDER, strict, new Struct(ORDER).put("id", 7), Mapping.DEFAULT))
        .isInstanceOf(ValueException.class)
        .hasMessageContainingAll("note", "null");
  }

  private static final Schema SMALL = Schema.INT16_SCHEMA;

  private static String type(String type, String more) {
    return "{\"type\":\"" + type + "\"," + more + "}";
  }

  private static Schema named(SchemaBuilder builder, String name) {
    return builder.name(name).build();
  }

  /** Types of one form, by which a value of one would be read as another of the other. */
  static Stream<Arguments> meanings() {
    String decimal = type("bytes", "\"logicalType\":\"decimal\",\"precision\":20,\"scale\":4");
    String micros = type("long", "\"connect.name\":\"io.debezium.time.MicroTimestamp\"");
    return Stream.of(
        Arguments.of(Decimal.schema(2), decimal),
        Arguments.of(Decimal.schema(4), "\"bytes\""),
        Arguments.of(Schema.BYTES_SCHEMA, decimal),
        Arguments.of(Timestamp.SCHEMA, "\"long\""),
        Arguments.of(Timestamp.SCHEMA, type("long", "\"logicalType\":\"timestamp-micros\"")),
        Arguments.of(Schema.INT64_SCHEMA, type("long", "\"logicalType\":\"timestamp-millis\"")),
        Arguments.of(Schema.INT32_SCHEMA, type("long", "\"logicalType\":\"timestamp-millis\"")),
        Arguments.of(Schema.INT32_SCHEMA, type("int", "\"logicalType\":\"date\"")),
        Arguments.of(Time.SCHEMA, type("int", "\"logicalType\":\"date\"")),
        Arguments.of(Date.SCHEMA, "\"int\""),
        Arguments.of(Date.SCHEMA, "\"long\""),
        Arguments.of(Schema.INT32_SCHEMA, type("int", "\"connect.type\":\"int8\"")),
        Arguments.of(SMALL, type("int", "\"connect.type\":\"int8\"")),
        Arguments.of(Schema.INT64_SCHEMA, micros),
        Arguments.of(named(SchemaBuilder.int64(), "io.debezium.time.Timestamp"), micros));
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void schemaThatGivesValuesAnotherMeaningIsRefused(Schema schema, String avro) {
    Schema struct = SchemaBuilder.struct().name("s.M").field("f", schema).build();
    org.apache.avro.Schema registered =
        Mappings.parse(
            "{\"type\":\"record\",\"name\":\"s.M\",\"fields\":[{\"name\":\"f\",\"type\":"
                + avro
                + "}]}");

    assertThatThrownBy(() -> RecordWriter.compile(struct, registered, Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("field f", schema.type().toString(), "Register a schema");
    assertThatThrownBy(() -> RecordWriter.compile(schema, Mappings.parse(avro), Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(schema.type().toString(), "Register a schema");
  }

  /** What Connect has no type for leaves the number as it is. */
  static Stream<Arguments> sameMeanings() {
    return Stream.of(
        Arguments.of(SMALL, (short) 300, "\"int\""),
        Arguments.of(SMALL, (short) 300, "\"long\""),
        Arguments.of(Schema.INT8_SCHEMA, (byte) 3, type("int", "\"connect.type\":\"int16\"")),
        Arguments.of(
            named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"),
            5L,
            type("long", "\"logicalType\":\"timestamp-micros\"")),
        Arguments.of(Schema.STRING_SCHEMA, "u", type("string", "\"logicalType\":\"uuid\"")));
  }

  @ParameterizedTest
  @MethodSource("sameMeanings")
  void valueIsWrittenByATypeThatSaysNoMoreThanItsOwn(Schema schema, Object value, String avro) {
    org.apache.avro.Schema registered = Mappings.parse(avro);

    byte[] bytes = Trip.write(schema, registered, value, Mapping.DEFAULT);

    assertThat(Trip.read(registered, bytes).value()).hasToString(value.toString());
  }

  @Test
  void keysAndValuesOfAMapAreWrittenByTheirNames() {
    Schema schema = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA).build();
    org.apache.avro.Schema valueFirst =
        Mappings.parse(
            "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"MapEntry\",\"namespace\":"
                + "\"io.confluent.connect.avro\",\"fields\":[{\"name\":\"value\",\"type\":\"int\"},"
                + "{\"name\":\"key\",\"type\":\"int\"}]}}");

    byte[] bytes = Trip.write(schema, valueFirst, Map.of(1, 2), Mapping.DEFAULT);

    assertThat(Trip.read(valueFirst, bytes).value()).isEqualTo(Map.of(1, 2));
  }
}
