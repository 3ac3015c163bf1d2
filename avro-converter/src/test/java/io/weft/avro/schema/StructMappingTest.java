package io.weft.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Structs within structs, and maps that become records. */
class StructMappingTest {

  private static final Schema ADDRESS = address().build();

  private static final String ADDRESS_AVRO =
      "{\"type\":\"record\",\"name\":\"Address\",\"fields\":"
          + "[{\"name\":\"city\",\"type\":\"string\"}],\"connect.name\":\"s.Address\"}";

  private static SchemaBuilder address() {
    return SchemaBuilder.struct().name("s.Address").field("city", Schema.STRING_SCHEMA);
  }

  private static SchemaBuilder customer() {
    return SchemaBuilder.struct().name("s.Customer");
  }

  private static String customerAvro(String fields) {
    return "{\"type\":\"record\",\"name\":\"Customer\",\"namespace\":\"s\",\"fields\":["
        + fields
        + "],\"connect.name\":\"s.Customer\"}";
  }

  private static void assertBothWays(Schema schema, String avro) {
    assertThat(Mappings.text(schema, Mapping.DEFAULT)).isEqualTo(avro);
    assertThat(Mappings.read(avro, Mapping.DEFAULT)).isEqualTo(schema);
  }

  @Test
  void structThatIsUsedAgainIsReferredToByItsName() {
    assertBothWays(
        customer()
            .field("home", ADDRESS)
            .field("work", address().optional().build())
            .field("former", SchemaBuilder.array(ADDRESS).build())
            .build(),
        customerAvro(
            "{\"name\":\"home\",\"type\":"
                + ADDRESS_AVRO
                + "},{\"name\":\"work\",\"type\":[\"null\",\"Address\"],\"default\":null},"
                + "{\"name\":\"former\",\"type\":{\"type\":\"array\",\"items\":\"Address\"}}"));
  }

  @Test
  void otherParametersOfAStructThatIsUsedAgainStandAtItsField() {
    assertBothWays(
        customer()
            .field("home", ADDRESS)
            .field("work", address().parameter("role", "office").build())
            .build(),
        customerAvro(
            "{\"name\":\"home\",\"type\":"
                + ADDRESS_AVRO
                + "},{\"name\":\"work\",\"type\":\"Address\","
                + "\"connect.parameters\":{\"role\":\"office\"}}"));
  }

  @Test
  void structsWithoutANameAreNumbered() {
    Schema unnamed = SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA).build();
    Schema schema = SchemaBuilder.struct().field("inner", unnamed).build();
    org.apache.avro.Schema avro = Mappings.avro(schema, Mapping.DEFAULT);

    assertThat(avro.getFullName()).isEqualTo("io.confluent.connect.avro.ConnectDefault");
    assertThat(avro.getField("inner").schema().getFullName())
        .isEqualTo("io.confluent.connect.avro.ConnectDefault2");
    assertThat(Mappings.read(avro.toString(), Mapping.DEFAULT)).isEqualTo(schema);
  }

  /** Two types that a field of one struct cannot have in one record. */
  static Stream<Arguments> ambiguous() {
    Schema int32 = Schema.INT32_SCHEMA;
    return Stream.of(
        Arguments.of(Schema.STRING_SCHEMA, int32),
        Arguments.of(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
        Arguments.of(Decimal.schema(2), Decimal.schema(4)),
        Arguments.of(Decimal.builder(2).optional().build(), Decimal.builder(4).optional().build()),
        Arguments.of(Decimal.schema(0), Schema.BYTES_SCHEMA),
        Arguments.of(Schema.INT8_SCHEMA, int32),
        Arguments.of(Date.SCHEMA, int32),
        Arguments.of(Timestamp.SCHEMA, Schema.INT64_SCHEMA),
        Arguments.of(SchemaBuilder.array(Date.SCHEMA).build(), SchemaBuilder.array(int32).build()),
        Arguments.of(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT8_SCHEMA).build(),
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT16_SCHEMA).build()));
  }

  private static Schema twice(Schema one, Schema other) {
    return customer()
        .field("one", SchemaBuilder.struct().name("s.Twice").field("f", one).build())
        .field("other", SchemaBuilder.struct().name("s.Twice").field("f", other).build())
        .build();
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void twoStructsOfOneNameAreRefused(Schema one, Schema other) {
    for (Schema schema : List.of(twice(one, other), twice(other, one))) {
      assertThatThrownBy(() -> ConnectToAvro.derive(schema, Mapping.DEFAULT))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("s.Twice", "another name");
    }
    assertThat(Mappings.read(Mappings.text(twice(one, one), Mapping.DEFAULT), Mapping.DEFAULT))
        .isEqualTo(twice(one, one));
  }

  @Test
  void structsOfOneNameWithOtherFieldsAreRefused() {
    Schema other =
        SchemaBuilder.struct().name("s.Address").field("zip", Schema.STRING_SCHEMA).build();
    for (Schema schema :
        List.of(
            customer().field("home", ADDRESS).field("work", other).build(),
            customer().field("h", ADDRESS).field("w", SchemaBuilder.array(other).build()).build(),
            SchemaBuilder.struct().name("s.Address").field("within", ADDRESS).build(),
            SchemaBuilder.struct()
                .name("s.Address")
                .field(
                    "within",
                    SchemaBuilder.struct()
                        .name("s.Address")
                        .field("within", Schema.INT8_SCHEMA)
                        .build())
                .build())) {
      assertThatThrownBy(() -> ConnectToAvro.derive(schema, Mapping.DEFAULT))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("s.Address", "another name");
    }
  }

  @Test
  void recursiveRecordIsRecursiveInConnectAndBack() {
    String avro =
        "{\"type\":\"record\",\"name\":\"Node\",\"namespace\":\"s\",\"fields\":["
            + "{\"name\":\"value\",\"type\":\"int\"},"
            + "{\"name\":\"next\",\"type\":[\"null\",\"Node\"],\"default\":null},"
            + "{\"name\":\"children\",\"type\":{\"type\":\"array\",\"items\":\"Node\"}},"
            + "{\"name\":\"named\",\"type\":{\"type\":\"map\",\"values\":\"Node\"}}],"
            + "\"connect.name\":\"s.Node\"}";

    Schema read = Mappings.read(avro, Mapping.DEFAULT);

    Schema next = read.field("next").schema();
    assertThat(next.isOptional()).isTrue();
    assertThat(next.field("next").schema().field("value").schema()).isEqualTo(Schema.INT32_SCHEMA);
    assertThat(read).isEqualTo(Mappings.read(avro, Mapping.DEFAULT));
    assertThat(read).hasSameHashCodeAs(Mappings.read(avro, Mapping.DEFAULT));
    assertThat(Mappings.text(read, Mapping.DEFAULT)).isEqualTo(avro);
  }

  @Test
  void recursiveStructOfABuilderIsARecursiveRecord() {
    SchemaBuilder node = SchemaBuilder.struct().name("s.Node").optional();
    node.field("value", Schema.INT32_SCHEMA).field("next", node);

    assertThat(Mappings.text(node.build(), Mapping.DEFAULT))
        .isEqualTo(
            "[\"null\",{\"type\":\"record\",\"name\":\"Node\",\"namespace\":\"s\",\"fields\":["
                + "{\"name\":\"value\",\"type\":\"int\"},"
                + "{\"name\":\"next\",\"type\":[\"null\",\"Node\"],\"default\":null}],"
                + "\"connect.name\":\"s.Node\"}]");
  }

  private static String entry(String name, String key, String more) {
    return "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\""
        + name
        + "\",\"namespace\":\"io.confluent.connect.avro\",\"fields\":[{\"name\":\"key\",\"type\":"
        + key
        + "},{\"name\":\"value\",\"type\":\"string\"}]"
        + more
        + "}}";
  }

  @Test
  void eachKindOfEntryHasItsOwnName() {
    assertBothWays(
        customer()
            .field("a", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .field("b", SchemaBuilder.map(Schema.INT64_SCHEMA, Schema.STRING_SCHEMA).build())
            .field("c", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .build(),
        customerAvro(
            "{\"name\":\"a\",\"type\":"
                + entry("MapEntry", "\"int\"", "")
                + "},{\"name\":\"b\",\"type\":"
                + entry("MapEntry2", "\"long\"", ",\"connect.internal.type\":\"MapEntry\"")
                + "},{\"name\":\"c\",\"type\":{\"type\":\"array\",\"items\":"
                + "\"io.confluent.connect.avro.MapEntry\"}}"));
  }

  @Test
  void entryOfANamedMapHasTheMapsName() {
    assertBothWays(
        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).name("s.Prices").build(),
        "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Prices\","
            + "\"namespace\":\"s\",\"fields\":[{\"name\":\"key\",\"type\":\"int\"},"
            + "{\"name\":\"value\",\"type\":\"string\"}],\"connect.internal.type\":\"MapEntry\"},"
            + "\"connect.name\":\"s.Prices\"}");
  }

  @Test
  void mapWithOptionalStringKeysIsOneOfAvroIfAllowed() {
    Schema map = SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.STRING_SCHEMA).build();

    assertThat(Mappings.text(map, Mapping.DEFAULT))
        .isEqualTo(entry("MapEntry", "[\"null\",\"string\"],\"default\":null", ""));
    assertThat(Mappings.text(map, Mappings.OPTIONAL_MAP_KEYS))
        .isEqualTo("{\"type\":\"map\",\"values\":\"string\"}");
  }
}
