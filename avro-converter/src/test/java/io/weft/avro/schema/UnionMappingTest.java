package io.weft.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unions, enums and fixed, which Connect has no types for. */
class UnionMappingTest {

  private static final String COLOR =
      "{\"type\":\"enum\",\"name\":\"Color\",\"namespace\":\"s\",\"symbols\":[\"RED\",\"BLUE\"]}";

  private static final String UNION = "[\"null\",\"int\"," + COLOR + "]";

  private static Mapping mapping(String name) {
    return switch (name) {
      case "default" -> Mapping.DEFAULT;
      case "enhanced" -> Mappings.ENHANCED;
      default -> Mappings.GENERALIZED;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "default, io.confluent.connect.avro.Union, int, Color",
    "enhanced, io.confluent.connect.avro.Union, int, s.Color",
    "generalized, connect_union_0, connect_union_field_1, connect_union_field_2"
  })
  void unionIsAStructWithAFieldForEachType(
      String mapping, String name, String first, String second) {
    Schema read = Mappings.read(UNION, mapping(mapping));

    assertThat(read.name()).isEqualTo(name);
    assertThat(read.isOptional()).isTrue();
    assertThat(read.fields()).extracting(Field::name).containsExactly(first, second);
    assertThat(read.fields()).allMatch(field -> field.schema().isOptional());
  }

  @ParameterizedTest
  @CsvSource({"enhanced", "generalized"})
  void unionAndEnumComeBackAsTheyWere(String mapping) {
    org.apache.avro.Schema avro =
        Mappings.avro(Mappings.read(UNION, mapping(mapping)), mapping(mapping));

    assertThat(avro.getTypes())
        .extracting(org.apache.avro.Schema::getFullName)
        .isEqualTo(List.of("null", "int", "s.Color"));
    assertThat(avro.getTypes().get(2).getEnumSymbols()).isEqualTo(List.of("RED", "BLUE"));
  }

  @ParameterizedTest
  @CsvSource({
    "default, io.confluent.connect.avro.Enum, BLUE, STRING",
    "enhanced, io.confluent.connect.avro.Enum, BLUE, ENUM",
    "generalized, org.apache.kafka.connect.data.Enum, 1, ENUM"
  })
  void enumIsAStringWithItsSymbols(
      String mapping, String parameter, String blue, org.apache.avro.Schema.Type again) {
    Schema read = Mappings.read(COLOR, mapping(mapping));

    assertThat(read.type()).isEqualTo(Schema.Type.STRING);
    assertThat(read.name()).isEqualTo("s.Color");
    assertThat(read.parameters())
        .containsEntry(parameter, "s.Color")
        .containsEntry(parameter + ".BLUE", blue);
    assertThat(Mappings.avro(read, mapping(mapping)).getType()).isEqualTo(again);
  }

  @Test
  void fixedIsBytesWithItsSize() {
    Schema uuid =
        SchemaBuilder.bytes().name("s.Uuid").parameter("connect.fixed.size", "16").build();
    String avro =
        "{\"type\":\"fixed\",\"name\":\"Uuid\",\"namespace\":\"s\",\"size\":16,"
            + "\"connect.parameters\":{\"connect.fixed.size\":\"16\"},\"connect.name\":\"s.Uuid\"}";

    assertThat(Mappings.text(uuid, Mapping.DEFAULT)).isEqualTo(avro);
    assertThat(Mappings.read(avro, Mapping.DEFAULT)).isEqualTo(uuid);
  }

  @Test
  void unionOfOneTypeIsReadAsThatType() {
    assertThat(Mappings.read("[\"int\"]", Mapping.DEFAULT)).isEqualTo(Schema.INT32_SCHEMA);
  }

  @Test
  void typesOfOneNameInAUnionNeedTheEnhancedMapping() {
    String record = "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"%s\",\"fields\":[]}";
    String union = "[" + record.formatted("a") + "," + record.formatted("b") + "]";

    assertThatThrownBy(() -> Mappings.read(union, Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("R", "enhanced.avro.schema.support=true");
    assertThat(Mappings.read(union, Mappings.ENHANCED).fields())
        .extracting(Field::name)
        .containsExactly("a.R", "b.R");
  }

  @Test
  void nullOutsideOfAUnionIsRefused() {
    assertThatThrownBy(() -> Mappings.read("\"null\"", Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("null");
  }
}
