package io.weft.avro.codec;

import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** A type of each kind, with a value. */
@SuppressWarnings("JavaUtilDate") // is what Connect's types are made of
final class Samples {

  /**
   * A type.
   *
   * @param asDefault whether Connect lets the value be the schema's default
   */
  record Sample(
      String label,
      Supplier<SchemaBuilder> builder,
      Object value,
      boolean asDefault,
      Mapping mapping) {

    @Override
    public String toString() {
      return label;
    }
  }

  private Samples() {}

  static Stream<Sample> all() {
    return Stream.of(
        of("int8", SchemaBuilder::int8, (byte) -5),
        of("int16", SchemaBuilder::int16, (short) 300),
        of("int32", SchemaBuilder::int32, 70_000),
        of("int64", SchemaBuilder::int64, -5_000_000_000L),
        of("float32", SchemaBuilder::float32, 1.25f),
        of("float64", SchemaBuilder::float64, -0.1),
        of("boolean", SchemaBuilder::bool, true),
        of("string", SchemaBuilder::string, "grün 😀"),
        of("bytes", SchemaBuilder::bytes, ByteBuffer.wrap(new byte[] {0, -1, 7})),
        of("decimal", () -> Decimal.builder(3), new BigDecimal("-12345.678")),
        of("whole decimal", () -> Decimal.builder(-2), new BigDecimal("12E2")),
        of("date", org.apache.kafka.connect.data.Date::builder, new Date(-86_400_000L)),
        of("time", Time::builder, new Date(86_399_999)),
        of("timestamp", Timestamp::builder, new Date(1_700_000_000_123L)),
        of("array", () -> SchemaBuilder.array(Schema.INT32_SCHEMA), List.of(1, -1)),
        of(
            "map",
            () -> SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA),
            Map.of("k", 1L)),
        of(
            "map of other keys",
            () -> SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA),
            Map.of(-3, "v")),
        struct(),
        read("enum", "{\"type\":\"enum\",\"name\":\"s.E\",\"symbols\":[\"A\",\"B\"]}", "B"),
        read(
            "fixed",
            "{\"type\":\"fixed\",\"name\":\"s.F\",\"size\":2}",
            ByteBuffer.wrap(new byte[] {1, -1})),
        union());
  }

  private static Sample of(String label, Supplier<SchemaBuilder> builder, Object value) {
    return new Sample(label, builder, value, true, Mapping.DEFAULT);
  }

  /** A type that Connect has not, as its reader has it. */
  private static Sample read(String label, String avro, Object value) {
    Schema schema = Mappings.read(avro, Mappings.ENHANCED);
    Supplier<SchemaBuilder> builder =
        () -> {
          SchemaBuilder copy = SchemaBuilder.type(schema.type()).name(schema.name());
          schema.parameters().forEach(copy::parameter);
          return copy;
        };
    return new Sample(label, builder, value, false, Mappings.ENHANCED);
  }

  private static Sample struct() {
    Supplier<SchemaBuilder> builder =
        () ->
            SchemaBuilder.struct()
                .name("s.Point")
                .field("x", Schema.INT32_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA);
    return new Sample("struct", builder, null, false, Mapping.DEFAULT);
  }

  private static Sample union() {
    Supplier<SchemaBuilder> builder =
        () ->
            SchemaBuilder.struct()
                .name("io.confluent.connect.avro.Union")
                .field("int", Schema.OPTIONAL_INT32_SCHEMA)
                .field("string", Schema.OPTIONAL_STRING_SCHEMA);
    return new Sample("union", builder, null, false, Mapping.DEFAULT);
  }

  /** The sample's value by a schema: a struct is one of just that schema. */
  static Object value(Sample sample, Schema schema) {
    if (sample.value() != null) {
      return sample.value();
    }
    Field first = schema.fields().get(0);
    return new Struct(schema).put(first, 42);
  }
}
