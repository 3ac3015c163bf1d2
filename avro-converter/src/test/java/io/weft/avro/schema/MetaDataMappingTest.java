package io.weft.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, versions, documentation, parameters, and defaults that JSON can't say. */
class MetaDataMappingTest {

  private static final String META =
      "\"connect.doc\":\"a doc\",\"connect.version\":3,\"connect.parameters\":{\"k\":\"v\"},"
          + "\"connect.name\":\"a.Name\"";

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of(SchemaBuilder.int32(), "\"type\":\"int\",%s", "\"int\""),
        Arguments.of(
            SchemaBuilder.int8(), "\"type\":\"int\",%s,\"connect.type\":\"int8\"", "\"int\""),
        Arguments.of(SchemaBuilder.string(), "\"type\":\"string\",%s", "\"string\""),
        Arguments.of(SchemaBuilder.bytes(), "\"type\":\"bytes\",%s", "\"bytes\""),
        Arguments.of(
            SchemaBuilder.array(Schema.INT32_SCHEMA),
            "\"type\":\"array\",\"items\":\"int\",%s",
            "{\"type\":\"array\",\"items\":\"int\"}"),
        Arguments.of(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA),
            "\"type\":\"map\",\"values\":\"int\",%s",
            "{\"type\":\"map\",\"values\":\"int\"}"),
        Arguments.of(
            SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA),
            "\"type\":\"record\",\"name\":\"Name\",\"namespace\":\"a\",\"fields\":"
                + "[{\"name\":\"a\",\"type\":\"int\"}],%s",
            "{\"type\":\"record\",\"name\":\"Name\",\"namespace\":\"a\",\"fields\":"
                + "[{\"name\":\"a\",\"type\":\"int\"}]}"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void metaDataIsKeptInTheSchemaUnlessSwitchedOff(
      SchemaBuilder builder, String with, String without) {
    Schema schema = builder.name("a.Name").version(3).doc("a doc").parameter("k", "v").build();
    String avro = "{" + with.formatted(META) + "}";

    assertThat(Mappings.text(schema, Mapping.DEFAULT)).isEqualTo(avro);
    assertThat(Mappings.read(avro, Mapping.DEFAULT)).isEqualTo(schema);
    assertThat(Mappings.text(schema, Mappings.NO_META_DATA)).isEqualTo(without);
  }

  @Test
  void parametersThatBeginWithAvroAreAttributesToo() {
    Schema schema = SchemaBuilder.string().parameter("avro.java.string", "String").build();
    String avro =
        "{\"type\":\"string\",\"connect.parameters\":{\"avro.java.string\":\"String\"},"
            + "\"avro.java.string\":\"String\"}";

    assertThat(Mappings.text(schema, Mapping.DEFAULT)).isEqualTo(avro);
    assertThat(Mappings.read(avro, Mapping.DEFAULT)).isEqualTo(schema);
  }

  @Test
  void attributesThatBeginWithAvroBecomeParameters() {
    Schema read =
        Mappings.read("{\"type\":\"string\",\"avro.java.string\":\"String\"}", Mapping.DEFAULT);

    assertThat(read.parameters()).isEqualTo(Map.of("avro.java.string", "String"));
  }

  @Test
  void documentationOfRecordsAndFieldsIsKept() {
    String avro =
        "{\"type\":\"record\",\"name\":\"S\",\"namespace\":\"s\",\"doc\":\"of it\",\"fields\":"
            + "[{\"name\":\"f\",\"type\":\"int\",\"doc\":\"of f\"}]}";

    org.apache.avro.Schema again =
        Mappings.avro(Mappings.read(avro, Mapping.DEFAULT), Mapping.DEFAULT);

    assertThat(again.getDoc()).isEqualTo("of it");
    assertThat(again.getField("f").doc()).isEqualTo("of f");
  }

  @Test
  void fieldsOwnDefaultBecomesTheSchemasDefault() {
    String avro =
        "{\"type\":\"record\",\"name\":\"S\",\"namespace\":\"s\",\"fields\":"
            + "[{\"name\":\"f\",\"type\":\"int\",\"default\":7}]}";

    Schema read = Mappings.read(avro, Mapping.DEFAULT);

    assertThat(read.field("f").schema().defaultValue()).isEqualTo(7);
    assertThat(Mappings.avro(read, Mapping.DEFAULT).getField("f").defaultVal()).isEqualTo(7);
  }

  @Test
  void defaultsThatJsonCannotSayAreLeftOut() {
    Schema schema =
        SchemaBuilder.struct()
            .name("s.S")
            .field("nan", SchemaBuilder.float64().defaultValue(Double.NaN).build())
            .field(
                "infinite",
                SchemaBuilder.float32().optional().defaultValue(Float.POSITIVE_INFINITY).build())
            .build();

    assertThat(Mappings.text(schema, Mapping.DEFAULT))
        .isEqualTo(
            "{\"type\":\"record\",\"name\":\"S\",\"namespace\":\"s\",\"fields\":["
                + "{\"name\":\"nan\",\"type\":\"double\"},"
                + "{\"name\":\"infinite\",\"type\":[\"float\",\"null\"]}],"
                + "\"connect.name\":\"s.S\"}");
  }

  static Stream<Schema> unsayable() {
    Map<String, Integer> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    return Stream.of(
        SchemaBuilder.array(Schema.FLOAT64_SCHEMA).defaultValue(List.of(1.0, Double.NaN)).build(),
        SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA)
            .defaultValue(nullKey)
            .build());
  }

  @ParameterizedTest
  @MethodSource("unsayable")
  void defaultThatHoldsWhatJsonCannotSayIsLeftOut(Schema unsayable) {
    Schema schema = SchemaBuilder.struct().name("s.S").field("f", unsayable).build();

    assertThat(Mappings.text(unsayable, Mappings.OPTIONAL_MAP_KEYS)).doesNotContain("default");
    assertThat(Mappings.text(schema, Mappings.OPTIONAL_MAP_KEYS)).doesNotContain("default");
  }

  /** Connect lets anybody give a number the name of a type that is another number's. */
  @ParameterizedTest
  @CsvSource({
    "INT64, org.apache.kafka.connect.data.Date, long",
    "INT64, org.apache.kafka.connect.data.Time, long",
    "INT32, org.apache.kafka.connect.data.Timestamp, int",
    "STRING, org.apache.kafka.connect.data.Timestamp, string",
    "STRING, org.apache.kafka.connect.data.Decimal, string"
  })
  void nameOfALogicalTypeOnAnotherTypeIsANameOnly(Schema.Type type, String name, String avro) {
    Schema schema = SchemaBuilder.type(type).name(name).build();
    String text = "{\"type\":\"" + avro + "\",\"connect.name\":\"" + name + "\"}";

    assertThat(Mappings.text(schema, Mapping.DEFAULT)).isEqualTo(text);
    assertThat(Mappings.read(text, Mapping.DEFAULT)).isEqualTo(schema);
  }

  @Test
  void registrysVersionIsThatOfASchemaWithoutOne() {
    org.apache.avro.Schema bare = Mappings.parse("\"int\"");
    org.apache.avro.Schema versioned = Mappings.parse("{\"type\":\"int\",\"connect.version\":3}");

    assertThat(AvroToConnect.derive(bare, 9, Mapping.DEFAULT).version()).isEqualTo(9);
    assertThat(AvroToConnect.derive(versioned, 9, Mapping.DEFAULT).version()).isEqualTo(3);
  }
}
