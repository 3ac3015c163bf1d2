package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Unions, of which one type could hold what is another's. */
class UnionTest {

  private static final String ENUM =
      "{\"type\":\"enum\",\"name\":\"s.E\",\"symbols\":[\"A\",\"B\"]}";

  /** A union, and a value of its second type. */
  static Stream<Arguments> unions() {
    return Stream.of(Mappings.ENHANCED, Mappings.GENERALIZED)
        .flatMap(
            mapping ->
                Stream.of(
                    Arguments.of(mapping, "[\"long\",\"int\"]", new byte[] {2, 2}),
                    Arguments.of(mapping, "[\"null\",\"long\",\"int\"]", new byte[] {4, 2}),
                    Arguments.of(mapping, "[\"string\"," + ENUM + "]", new byte[] {2, 2})));
  }

  @ParameterizedTest
  @MethodSource("unions")
  void valueIsWrittenAsTheTypeThatItWasReadAs(Mapping mapping, String union, byte[] bytes) {
    org.apache.avro.Schema avro = Mappings.parse(union);
    Struct read = (Struct) Trip.read(avro, bytes, mapping).value();

    assertThat(Trip.write(read.schema(), avro, read, mapping)).isEqualTo(bytes);
    assertThat(Trip.throughAvro(avro, bytes)).isEqualTo(bytes);
  }

  @Test
  void structsWithoutANameAreEachWrittenAsTheirOwn() {
    SchemaBuilder union = SchemaBuilder.struct().name("io.confluent.connect.avro.Union");
    for (String field : List.of("ConnectDefault", "ConnectDefault2")) {
      union.field(
          field, SchemaBuilder.struct().optional().doc(field).field("x", Schema.INT32_SCHEMA));
    }
    Schema schema = union.build();
    Field second = schema.fields().get(1);
    Struct value = new Struct(schema).put(second, new Struct(second.schema()).put("x", 7));

    Struct read = (Struct) Trip.roundTrip(schema, value, Mapping.DEFAULT).value();

    assertThat(read.get("ConnectDefault")).isNull();
    assertThat(read.getStruct("ConnectDefault2").get("x")).isEqualTo(7);
  }

  /** Whatever was an int before, nobody could tell it from what was a long. */
  @Test
  void unionThatHasOneTypeForTwoIsRefused() {
    Schema union =
        SchemaBuilder.struct()
            .name("io.confluent.connect.avro.Union")
            .field("int", Schema.OPTIONAL_INT32_SCHEMA)
            .field("long", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    org.apache.avro.Schema registered = Mappings.parse("[\"null\",\"long\"]");

    assertThatThrownBy(() -> RecordWriter.compile(union, registered, Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("INT32", "Register a schema");
  }
}
