package io.weft.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each Connect type, by what its Avro schema says of it. */
@SuppressWarnings("JavaUtilDate") // is what Connect's types are made of
class TypeMappingTest {

  private static final String CONNECT = "org.apache.kafka.connect.data.";

  /**
   * A type.
   *
   * @param before the attributes of the Avro schema that stand before its default
   * @param after those that stand after it
   * @param value a default
   * @param json the same in JSON
   */
  private record Type(
      String label,
      Supplier<SchemaBuilder> builder,
      String before,
      String after,
      Object value,
      String json) {

    /** Without attributes, Avro writes a primitive by its name alone. */
    String avro() {
      boolean primitive = after.isEmpty() && !before.contains(",");
      return primitive
          ? before.substring(before.indexOf(':') + 1)
          : "{" + before + suffix(after) + "}";
    }

    String avroWithDefault() {
      return "{" + before + ",\"connect.default\":" + json + suffix(after) + "}";
    }

    private static String suffix(String attributes) {
      return attributes.isEmpty() ? "" : "," + attributes;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  private static Type plain(
      Supplier<SchemaBuilder> builder, String avro, Object value, String json) {
    String label = builder.get().type().getName();
    return new Type(label, builder, "\"type\":" + avro, "", value, json);
  }

  private static Type logical(
      String label, Supplier<SchemaBuilder> builder, String before, Object value, String json) {
    String[] names = label.split("/", -1);
    String after =
        "\"connect.name\":\"" + CONNECT + names[0] + "\",\"logicalType\":\"" + names[1] + "\"";
    return new Type(label, builder, before, after, value, json);
  }

  private static Type decimal(int scale, int precision, String parameters) {
    return logical(
        "Decimal/decimal",
        () -> {
          SchemaBuilder builder = Decimal.builder(scale);
          return precision == 64
              ? builder
              : builder.parameter("connect.decimal.precision", Integer.toString(precision));
        },
        "\"type\":\"bytes\",\"scale\":%d,\"precision\":%d,\"connect.version\":1,\"connect.parameters\":%s"
            .formatted(scale, precision, parameters),
        BigDecimal.valueOf(125, scale),
        "\"}\"");
  }

  private static Type narrow(Supplier<SchemaBuilder> builder, String name, Object value) {
    String after = "\"connect.type\":\"" + name + "\"";
    return new Type(name, builder, "\"type\":\"int\"", after, value, value.toString());
  }

  static Stream<Type> types() {
    List<Type> types = new ArrayList<>();
    types.add(narrow(SchemaBuilder::int8, "int8", Byte.MIN_VALUE));
    types.add(narrow(SchemaBuilder::int16, "int16", Short.MAX_VALUE));
    types.add(plain(SchemaBuilder::int32, "\"int\"", -7, "-7"));
    types.add(plain(SchemaBuilder::int64, "\"long\"", Long.MAX_VALUE, "9223372036854775807"));
    types.add(plain(SchemaBuilder::float32, "\"float\"", 1.5f, "1.5"));
    types.add(plain(SchemaBuilder::float64, "\"double\"", -0.25, "-0.25"));
    types.add(plain(SchemaBuilder::bool, "\"boolean\"", true, "true"));
    types.add(plain(SchemaBuilder::string, "\"string\"", "täxt", "\"täxt\""));
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {'A', (byte) 0xFF});
    types.add(plain(SchemaBuilder::bytes, "\"bytes\"", bytes, "\"A\u00FF\""));
    types.add(decimal(2, 64, "{\"scale\":\"2\"}"));
    types.add(decimal(-2, 64, "{\"scale\":\"-2\"}"));
    types.add(decimal(70, 64, "{\"scale\":\"70\"}"));
    types.add(decimal(2, 10, "{\"scale\":\"2\",\"connect.decimal.precision\":\"10\"}"));
    String versionedInt = "\"type\":\"int\",\"connect.version\":1";
    types.add(
        logical(
            "Date/date",
            org.apache.kafka.connect.data.Date::builder,
            versionedInt,
            new Date(86_400_000L),
            "1"));
    types.add(logical("Time/time-millis", Time::builder, versionedInt, new Date(1000), "1000"));
    types.add(
        logical(
            "Timestamp/timestamp-millis",
            Timestamp::builder,
            "\"type\":\"long\",\"connect.version\":1",
            new Date(-1),
            "-1"));
    types.add(
        new Type(
            "array",
            () -> SchemaBuilder.array(Schema.INT32_SCHEMA),
            "\"type\":\"array\",\"items\":\"int\"",
            "",
            List.of(1, 2),
            "[1,2]"));
    types.add(
        new Type(
            "map",
            () -> SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA),
            "\"type\":\"map\",\"values\":[\"null\",\"long\"]",
            "",
            Map.of("k", 1L),
            "{\"k\":1}"));
    types.add(
        new Type(
            "map of other keys",
            () -> SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA),
            "\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"MapEntry\",\"namespace\":"
                + "\"io.confluent.connect.avro\",\"fields\":[{\"name\":\"key\",\"type\":\"int\"},"
                + "{\"name\":\"value\",\"type\":\"string\"}]}",
            "",
            Map.of(1, "a"),
            "[[1,\"a\"]]"));
    return types.stream();
  }

  private static void assertBothWays(Schema schema, String avro) {
    assertThat(Mappings.text(schema, Mapping.DEFAULT)).isEqualTo(avro);
    assertThat(Mappings.read(avro, Mapping.DEFAULT)).isEqualTo(schema);
  }

  @ParameterizedTest
  @MethodSource("types")
  void requiredTypeIsTheBareType(Type type) {
    assertBothWays(type.builder.get().build(), type.avro());
  }

  @ParameterizedTest
  @MethodSource("types")
  void optionalTypeIsAUnionThatBeginsWithNull(Type type) {
    assertBothWays(type.builder.get().optional().build(), "[\"null\"," + type.avro() + "]");
  }

  @ParameterizedTest
  @MethodSource("types")
  void defaultIsAnAttribute(Type type) {
    assertBothWays(type.builder.get().defaultValue(type.value).build(), type.avroWithDefault());
  }

  @ParameterizedTest
  @MethodSource("types")
  void optionalTypeWithADefaultIsAUnionThatEndsWithNull(Type type) {
    assertBothWays(
        type.builder.get().optional().defaultValue(type.value).build(),
        "[" + type.avroWithDefault() + ",\"null\"]");
  }

  @ParameterizedTest
  @MethodSource("types")
  void optionalFieldIsNullByDefault(Type type) {
    assertBothWays(
        SchemaBuilder.struct()
            .name("s.S")
            .field("f", type.builder.get().optional().build())
            .build(),
        "{\"type\":\"record\",\"name\":\"S\",\"namespace\":\"s\",\"fields\":[{\"name\":\"f\",\"type\":"
            + "[\"null\","
            + type.avro()
            + "],\"default\":null}],\"connect.name\":\"s.S\"}");
  }

  @ParameterizedTest
  @MethodSource("types")
  void arraysAndMapsHoldEveryType(Type type) {
    Schema element = type.builder.get().build();
    assertBothWays(
        SchemaBuilder.array(element).build(), "{\"type\":\"array\",\"items\":" + type.avro() + "}");
    assertBothWays(
        SchemaBuilder.map(Schema.STRING_SCHEMA, element).build(),
        "{\"type\":\"map\",\"values\":" + type.avro() + "}");
  }

  @ParameterizedTest
  @MethodSource("types")
  void textIsTheSameEachTime(Type type) {
    Supplier<Schema> built = () -> type.builder.get().doc("d").parameter("b", "1").build();
    assertThat(Mappings.text(built.get(), Mapping.DEFAULT))
        .isEqualTo(Mappings.text(built.get(), Mapping.DEFAULT));
  }
}
