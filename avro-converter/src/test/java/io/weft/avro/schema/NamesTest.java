package io.weft.avro.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns and tables whose names Avro does not allow. */
class NamesTest {

  private static final List<String> COLUMNS =
      List.of("a-b", "a_b", "😀", "1st", "two words", "a.b", "grün", "ok");

  private static Schema struct(String name, List<String> columns) {
    SchemaBuilder builder = SchemaBuilder.struct().name(name);
    columns.forEach(column -> builder.field(column, Schema.INT32_SCHEMA));
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({"a-b", "😀", "1st", "two words", "a.b"})
  void nameThatAvroRefusesIsAClearFault(String column) {
    assertThatThrownBy(() -> ConnectToAvro.derive(struct("s.S", List.of(column)), Mapping.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(column, "preserve.invalid.names=true", "scrub.invalid.names=true");
  }

  @Test
  void letterOfAnyAlphabetIsAllowedAsAvrosOwnLibraryDoes() {
    assertThat(Mappings.avro(struct("s.S", List.of("grün")), Mapping.DEFAULT).getField("grün"))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a-b, a_b",
    "😀, _F0_9F_98_80",
    "1st, x1st",
    "two words, two_words",
    "a.b, a_b",
    "grün, gr_C3_BCn",
    "ok, ok"
  })
  void scrubbedNameIsOneThatAvroAllows(String column, String scrubbed) {
    assertThat(Mappings.avro(struct("s.S", List.of(column)), Mappings.SCRUBBED).getFields())
        .extracting(org.apache.avro.Schema.Field::name)
        .containsExactly(scrubbed);
  }

  @Test
  void scrubbedNamesOfRecordsKeepTheirNamespace() {
    org.apache.avro.Schema avro =
        Mappings.avro(struct("my-db.pub.my table", List.of("ok")), Mappings.SCRUBBED);

    assertThat(avro.getFullName()).isEqualTo("my_db.pub.my_table");
    assertThat(Mappings.read(avro.toString(), Mappings.SCRUBBED).name())
        .isEqualTo("my-db.pub.my table");
  }

  @Test
  void columnsThatAreScrubbedToOneNameAreRefused() {
    assertThatThrownBy(
            () -> ConnectToAvro.derive(struct("s.S", List.of("a-b", "a_b")), Mappings.SCRUBBED))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("a_b", "s.S", "preserve.invalid.names=true");
  }

  @Test
  void defaultOfAStructKeepsTheColumnsApart() {
    SchemaBuilder builder = SchemaBuilder.struct().name("s.S");
    builder.field("a b", Schema.INT32_SCHEMA).field("a-b", Schema.INT32_SCHEMA);
    Struct byDefault = new Struct(builder).put("a b", 1).put("a-b", 2);
    Schema field = builder.defaultValue(byDefault).build();
    Schema schema = SchemaBuilder.struct().name("s.Root").field("f", field).build();

    Schema read =
        Mappings.read(Mappings.text(schema, Mappings.PRESERVED), Mappings.PRESERVED)
            .field("f")
            .schema();

    assertThat(read.defaultValue()).hasToString(byDefault.toString());
  }

  @Test
  void preservedNamesAreRestored() {
    Schema schema = struct("my-db.my table", COLUMNS);
    String avro = Mappings.text(schema, Mappings.PRESERVED);

    assertThat(Mappings.parse(avro).getFields())
        .extracting(org.apache.avro.Schema.Field::name)
        .containsExactly(
            "a_b", "a_b_2", "_F0_9F_98_80", "x1st", "two_words", "a_b_3", "gr_C3_BCn", "ok");
    assertThat(Mappings.read(avro, Mappings.PRESERVED)).isEqualTo(schema);
    assertThat(Mappings.read(avro, Mapping.DEFAULT)).isEqualTo(schema);
  }
}
